// SPDX-License-Identifier: GPL-2.0-or-later
#include "report.h"
#include "util.h"

static void put_key(struct report *report, const char *key)
{
	if (report->json) {
		put(report->comma ? "," : "");
		put_json_string(key);
		put(":");
	} else {
		put("%*s", 2 * report->depth, "");
		put_escaped(key);
		put(":");
	}
	report->comma = true;
}

void report_start(struct report *report, bool json)
{
	*report = (struct report){ .json = json };
	if (json)
		put("{");
}

void report_begin(struct report *report, const char *key)
{
	put_key(report, key);
	put(report->json ? "{" : "\n");
	report->comma = false;
	report->depth++;
}

void report_text(struct report *report, const char *key, const char *value)
{
	put_key(report, key);
	if (report->json) {
		put_json_string(value);
	} else {
		put(" ");
		put_escaped(value);
		put("\n");
	}
}

void report_flag(struct report *report, const char *key, bool value)
{
	put_key(report, key);
	if (report->json)
		put(value ? "true" : "false");
	else
		put(value ? " yes\n" : " no\n");
}

void report_end(struct report *report)
{
	if (report->json)
		put("}");
	report->comma = true;
	report->depth--;
}

void report_finish(struct report *report)
{
	if (report->json)
		put("}\n");
}
