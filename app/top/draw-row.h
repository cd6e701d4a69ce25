/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DRAW_ROW_H
#define PROCLOOK_DRAW_ROW_H

#include "line.h"
#include "view.h"

/* What the columns are */
void row_titles(struct line *line, size_t width);

/* A row at line @y of the screen */
void draw_row(int y, const struct row *row, size_t width, bool selected);

#endif /* PROCLOOK_DRAW_ROW_H */
