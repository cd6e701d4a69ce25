// SPDX-License-Identifier: GPL-2.0-or-later
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "lines.h"
#include "text.h"

/* Behind a color the text goes on; what else begins with ESC is an attack */
static size_t color_at(const char *text)
{
	static const char *const colors[] = { "\033[1;33m", "\033[32m", "\033[36m",
		"\033[34m", "\033[31m", "\033[0m" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(colors); i++)
		if (!strncmp(text, colors[i], strlen(colors[i])))
			return strlen(colors[i]);
	return 0;
}

/* Without colors, and tabs as what they are: the ends of columns */
static char *plain(const char *line, size_t *tabs)
{
	char *text = room(strlen(line) + 1), *to = text;

	*tabs = 0;
	while (*line) {
		line += color_at(line);
		*tabs += *line == '\t';
		*to++ = *line == '\t' ? ' ' : *line;
		line += !!*line;
	}
	*to = '\0';
	return text;
}

static void read_text(struct lines *lines, const char *line)
{
	unsigned long long number;
	size_t tabs;
	char *text = plain(line, &tabs);
	int end = 0;

	must(is_fit(text, strlen(text)));
	if (sscanf(text, "---- missed %llu events ----%n", &number, &end) == 1 && end)
		lines->missed += number;
	else if (!strncmp(text, "---- nothing new, seq=", 22))
		lines->duplicates++;
	else if (!strncmp(text, "Watching /dev/proclook/", 23))
		lines->banners++;
	else
		lines->events += tabs == 7;
	must(tabs == 7 || text[0] == '-' || text[0] == 'W');
	free(text);
}

static void read_json(struct lines *lines, const char *line)
{
	json_t *json = json_loads(line, JSON_REJECT_DUPLICATES |
				  JSON_DECODE_INT_AS_REAL, NULL);
	const char *type;

	must(is_fit(line, strlen(line)));
	type = json_string_value(json_object_get(json, "type"));
	must(type);
	lines->missed += json_number_value(json_object_get(json, "missed"));
	if (!strcmp(type, "duplicate"))
		lines->duplicates++;
	else if (strcmp(type, "gap"))
		lines->events++;
	json_decref(json);
}

void lines_read(struct lines *lines, const char *out, bool json)
{
	*lines = (struct lines){ 0 };
	while (*out) {
		const char *newline = strchr(out, '\n');
		char *line;

		must(newline);
		line = strndup(out, newline - out);
		must(line);
		if (json && strncmp(line, "Watching ", 9))
			read_json(lines, line);
		else
			read_text(lines, line);
		free(line);
		out = newline + 1;
	}
}
