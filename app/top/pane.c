// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "pane.h"

void pane_set(struct pane *pane, char *text)
{
	free(pane->text);
	pane->text = text;
	if (!text)
		pane->top = 0;
}

const char *pane_next(const char *text, struct line *line, size_t width)
{
	size_t len;

	line_start(line, width);
	len = line_put(line, text, width);
	if (text[len] == '\n')
		return text + len + 1;
	/* Not even one character has room: neither have others */
	return len ? text + len : text + strlen(text);
}

static void scroll(struct pane *pane)
{
	size_t last_top = pane->count > pane->height ? pane->count - pane->height : 0;

	if (pane->top > last_top)
		pane->top = last_top;
}

void pane_fit(struct pane *pane, size_t width, size_t height)
{
	const char *text = pane->text;
	struct line line;

	pane->height = height;
	for (pane->count = 0; text && *text; pane->count++)
		text = pane_next(text, &line, width);
	scroll(pane);
}

void pane_move(struct pane *pane, ptrdiff_t lines)
{
	if (lines < 0)
		pane->top -= pane->top > (size_t)-lines ? (size_t)-lines : pane->top;
	else
		pane->top = (size_t)lines < pane->count - pane->top ? pane->top + (size_t)lines :
								      pane->count;
	scroll(pane);
}
