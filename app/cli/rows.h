/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_ROWS_H
#define PROCLOOK_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proclook.h>

/*
 * One line of the table that list prints
 * @head: the columns before the name
 * @tail: the name and what follows
 */
struct row {
	int32_t pid;
	int32_t ppid;
	uint64_t start_ns;
	uint64_t parent_start_ns;
	char *head;
	char *tail;
};

/* Lines that wait for their order; all zero is none */
struct rows {
	struct row *row;
	size_t count;
	size_t room;
};

void row_print_header(void);

/* Return: 0, or -1 if there is no memory */
int row_fill(struct row *row, const struct proclook_event *event, bool utc);
void row_print(const struct row *row, unsigned int depth);
void row_end(struct row *row);

/* Takes what is in @row.  Return: likewise */
int rows_add(struct rows *rows, struct row *row);

/* Each below its parent.  Return: likewise */
int rows_print_tree(struct rows *rows);
void rows_end(struct rows *rows);

#endif /* PROCLOOK_ROWS_H */
