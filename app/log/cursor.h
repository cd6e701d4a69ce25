/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_CURSOR_H
#define PROCLOOK_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Up to where the journal has everything
 * @fd: the file that keeps it when the program ends; -1 without one
 * @known: there are
 * @generation: which device's numbers they are
 * @seq: the last number that an entry accounts for
 */
struct cursor {
	int fd;
	bool known;
	uint64_t generation;
	uint64_t seq;
};

/* NULL is without a file.  Return: 0, or -1 with errno */
int cursor_open(struct cursor *cursor, const char *path);
void cursor_close(struct cursor *cursor);

/* Return: 0, or -1 with errno if the file does not have it */
int cursor_set(struct cursor *cursor, uint64_t generation, uint64_t seq);

#endif /* PROCLOOK_CURSOR_H */
