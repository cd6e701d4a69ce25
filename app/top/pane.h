/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_PANE_H
#define PROCLOOK_PANE_H

#include <stddef.h>

#include "line.h"

/**
 * struct pane - text that is shown in place of the tree
 * @text: lines, which are broken where they are too long; NULL where there is no pane
 * @top: how many lines of the screen are above what is shown
 * @count: how many there are
 * @height: for how many there is room
 */
struct pane {
	char *text;
	size_t top;
	size_t count;
	size_t height;
};

/* It becomes the pane's; NULL closes it */
void pane_set(struct pane *pane, char *text);

/* Into how many lines of the screen it is broken */
void pane_fit(struct pane *pane, size_t width, size_t height);
void pane_move(struct pane *pane, ptrdiff_t lines);

/* What of @text has room in one line of the screen; where the next one begins */
const char *pane_next(const char *text, struct line *line, size_t width);

#endif /* PROCLOOK_PANE_H */
