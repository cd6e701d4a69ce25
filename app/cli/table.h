/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_TABLE_H
#define PROCLOOK_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TABLE_BUCKETS	1024

/*
 * Processes, each with a number; all zero is empty.  A process is its id and its start:
 * one with the same id and another start is another one, and takes the place of the first.
 */
struct table {
	struct table_entry *buckets[TABLE_BUCKETS];
	size_t count;
};

/* Return: 0, or -1 if there is no memory */
int table_put(struct table *table, int32_t pid, uint64_t start_ns, unsigned int number);

/* NULL where there is no such process; else its number */
unsigned int *table_find(struct table *table, int32_t pid, uint64_t start_ns);

/*
 * Puts those of another table that are wanted and whose ids are not there yet.
 * Return: 0, or -1 if there is no memory
 */
int table_put_rest(struct table *table, const struct table *from, bool (*wanted)(int32_t pid));

void table_remove(struct table *table, int32_t pid, uint64_t start_ns);
void table_end(struct table *table);

#endif /* PROCLOOK_TABLE_H */
