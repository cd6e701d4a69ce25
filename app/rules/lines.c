// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"

static int parse(struct rules_line *line)
{
	char error[RULE_ERROR_MAX];
	int ret = rule_parse(&line->rule, line->text, line->len, error);

	line->kind = ret > 0 ? LINE_RULE : ret < 0 ? LINE_BAD : LINE_OTHER;
	if (ret >= 0)
		return 0;
	if (errno == ENOMEM)
		return -1;
	line->error = strdup(error);
	return line->error ? 0 : -1;
}

int line_fill(struct rules_line *line, const char *text, size_t len)
{
	memset(line, 0, sizeof(*line));
	line->text = malloc(len + 1);
	if (!line->text)
		return -1;
	memcpy(line->text, text, len);
	line->text[len] = '\0';
	line->len = len;
	if (!parse(line))
		return 0;
	line_clear(line);
	errno = ENOMEM;
	return -1;
}

void line_clear(struct rules_line *line)
{
	free(line->text);
	free(line->error);
	rule_clear(&line->rule);
	memset(line, 0, sizeof(*line));
}
