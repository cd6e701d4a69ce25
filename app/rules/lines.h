/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_LINES_H
#define PROCLOOK_LINES_H

#include "rules.h"

/* What the files of this folder share */

/* A line of its own memory.  Return: 0, or -1 with ENOMEM */
int line_fill(struct rules_line *line, const char *text, size_t len);
void line_clear(struct rules_line *line);

/*
 * All bytes of a file, and a NUL; to be freed.  @mode may be NULL.
 * Return: NULL with errno, as rules_read(); ENOENT where there is none
 */
char *file_read(const char *path, size_t *len, mode_t *mode);

#endif /* PROCLOOK_LINES_H */
