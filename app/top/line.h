/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_LINE_H
#define PROCLOOK_LINE_H

#include <stddef.h>
#include <wchar.h>

/* Characters that take no column included */
#define LINE_SIZE	4096

/**
 * struct line - one line of a terminal, which text never overruns
 * @text: characters, no NUL behind them
 * @len: how many there are
 * @columns: how many they take
 * @width: how many there are
 */
struct line {
	wchar_t text[LINE_SIZE];
	size_t len;
	size_t columns;
	size_t width;
};

void line_start(struct line *line, size_t width);

/*
 * Puts as much of @text, up to a newline, as has room up to column @end, which may lie
 * beyond the line's.
 * What the locale cannot show becomes a question mark.  Return: bytes that were put
 */
size_t line_put(struct line *line, const char *text, size_t end);

/* Blanks up to column @end */
void line_pad(struct line *line, size_t end);

#endif /* PROCLOOK_LINE_H */
