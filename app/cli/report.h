/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_REPORT_H
#define PROCLOOK_REPORT_H

#include <stdbool.h>

/* Nested keys and values: indented lines for people, or one JSON object */
struct report {
	bool json;
	int depth;
	bool comma;
};

void report_start(struct report *report, bool json);
void report_begin(struct report *report, const char *key);
void report_text(struct report *report, const char *key, const char *value);
void report_flag(struct report *report, const char *key, bool value);
void report_end(struct report *report);
void report_finish(struct report *report);

#endif /* PROCLOOK_REPORT_H */
