// SPDX-License-Identifier: GPL-2.0-or-later
/* Changes of single lines, in memory */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"

static int fill_from_rule(struct rules_line *line, const struct rule *rule)
{
	char *text = rule_format(rule);
	int ret;

	if (!text)
		return -1;
	ret = line_fill(line, text, strlen(text));
	free(text);
	return ret;
}

int rules_set(struct rules *rules, size_t index, const struct rule *rule)
{
	struct rules_line line;

	/* @rule may be that of the line itself */
	if (fill_from_rule(&line, rule))
		return -1;
	line_clear(&rules->lines[index]);
	rules->lines[index] = line;
	return 0;
}

int rules_add(struct rules *rules, const struct rule *rule)
{
	struct rules_line *lines, line;

	if (rules->count >= RULES_LINES_MAX) {
		errno = EFBIG;
		return -1;
	}
	/* Before the lines move: @rule may be that of one */
	if (fill_from_rule(&line, rule))
		return -1;
	lines = realloc(rules->lines, (rules->count + 1) * sizeof(*lines));
	if (!lines) {
		line_clear(&line);
		errno = ENOMEM;
		return -1;
	}
	rules->lines = lines;
	lines[rules->count++] = line;
	return 0;
}

void rules_remove(struct rules *rules, size_t index)
{
	struct rules_line *line = &rules->lines[index];

	line_clear(line);
	rules->count--;
	memmove(line, line + 1, (rules->count - index) * sizeof(*line));
}
