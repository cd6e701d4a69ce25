// SPDX-License-Identifier: GPL-2.0-or-later
/* A rule as a line */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rule.h"
#include "util.h"
#include "words.h"

static void put_min(FILE *line, int64_t ns)
{
	static const struct {
		const char *suffix;
		int64_t ns;
	} units[] = {
		{ "m", 60000000000 },
		{ "s", 1000000000 },
		{ "ms", 1000000 },
		{ "us", 1000 },
	};
	size_t i = 0;

	while (i < ARRAY_SIZE(units) - 1 && ns % units[i].ns)
		i++;
	fprintf(line, " min=%jd%s", (intmax_t)(ns / units[i].ns), units[i].suffix);
}

static void put_words(FILE *line, const struct rule *rule)
{
	fprintf(line, "%s%s%s%s%s", rule->quiet ? "quiet" : "tell", rule->start ? " start" : "",
		rule->end ? " end" : "", rule->failed ? " failed" : "",
		rule->crashed ? " crashed" : "");
	if (rule->min_ns)
		put_min(line, rule->min_ns);
	if (rule->name)
		word_put(line, "name", rule->name);
	if (rule->path)
		word_put(line, "path", rule->path);
	if (rule->args)
		word_put(line, "args", rule->args);
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool is_same(const struct rule *a, const struct rule *b)
{
	return a->quiet == b->quiet && a->start == b->start && a->end == b->end &&
	       a->failed == b->failed && a->crashed == b->crashed && a->min_ns == b->min_ns &&
	       same_text(a->name, b->name) && same_text(a->path, b->path) &&
	       same_text(a->args, b->args);
}

/* Whatever the reason why not: a newline, neither start nor end, nanoseconds, its length */
static int check(const struct rule *rule, const char *line)
{
	char error[RULE_ERROR_MAX];
	struct rule again;
	bool same;

	errno = EINVAL;
	if (strchr(line, '\n') || rule_parse(&again, line, strlen(line), error) != 1)
		return -1;
	same = is_same(rule, &again);
	rule_clear(&again);
	errno = EINVAL;
	return same ? 0 : -1;
}

char *rule_format(const struct rule *rule)
{
	char *line = NULL;
	size_t len;
	FILE *stream = open_memstream(&line, &len);
	int error;

	if (!stream)
		return NULL;
	put_words(stream, rule);
	if (!fclose(stream) && !check(rule, line))
		return line;
	error = errno;
	free(line);
	errno = error;
	return NULL;
}
