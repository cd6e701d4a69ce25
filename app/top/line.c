// SPDX-License-Identifier: GPL-2.0-or-later
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "line.h"

void line_start(struct line *line, size_t width)
{
	line->len = 0;
	line->columns = 0;
	line->width = width;
}

static bool put_character(struct line *line, wchar_t character, size_t columns, size_t end)
{
	if (end > line->width)
		end = line->width;
	if (line->len == LINE_SIZE || columns > end || line->columns > end - columns)
		return false;
	line->text[line->len++] = character;
	line->columns += columns;
	return true;
}

/* Return: its bytes; in the locale's own coding, or one that has no meaning there */
static size_t take_character(const char *text, wchar_t *character, size_t *columns)
{
	size_t len = strnlen(text, MB_LEN_MAX);
	mbstate_t state = { 0 };
	size_t bytes = mbrtowc(character, text, len, &state);
	int width = bytes <= len ? wcwidth(*character) : -1;

	*columns = width < 0 ? 1 : (size_t)width;
	if (width < 0)
		*character = L'?';
	return bytes <= len ? bytes : 1;
}

size_t line_put(struct line *line, const char *text, size_t end)
{
	const char *begin = text;

	while (*text && *text != '\n') {
		wchar_t character;
		size_t columns;
		size_t bytes = take_character(text, &character, &columns);

		if (!put_character(line, character, columns, end))
			break;
		text += bytes;
	}
	return (size_t)(text - begin);
}

void line_pad(struct line *line, size_t end)
{
	while (put_character(line, L' ', 1, end))
		;
}
