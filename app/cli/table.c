// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>

#include "table.h"

struct table_entry {
	struct table_entry *next;
	uint64_t start_ns;
	int32_t pid;
	unsigned int number;
};

/* Where the pointer to the entry with this id is, or would be */
static struct table_entry **find_place(struct table *table, int32_t pid)
{
	struct table_entry **place = &table->buckets[(uint32_t)pid % TABLE_BUCKETS];

	while (*place && (*place)->pid != pid)
		place = &(*place)->next;
	return place;
}

int table_put(struct table *table, int32_t pid, uint64_t start_ns, unsigned int number)
{
	struct table_entry **place = find_place(table, pid);
	struct table_entry *entry = *place;

	if (!entry) {
		entry = calloc(1, sizeof(*entry));
		if (!entry)
			return -1;
		*place = entry;
		table->count++;
	}
	entry->pid = pid;
	entry->start_ns = start_ns;
	entry->number = number;
	return 0;
}

unsigned int *table_find(struct table *table, int32_t pid, uint64_t start_ns)
{
	struct table_entry *entry = *find_place(table, pid);

	return entry && entry->start_ns == start_ns ? &entry->number : NULL;
}

int table_put_rest(struct table *table, const struct table *from, bool (*wanted)(int32_t pid))
{
	const struct table_entry *entry;
	size_t i;

	for (i = 0; i < TABLE_BUCKETS; i++)
		for (entry = from->buckets[i]; entry; entry = entry->next)
			if (!*find_place(table, entry->pid) && wanted(entry->pid) &&
			    table_put(table, entry->pid, entry->start_ns, entry->number))
				return -1;
	return 0;
}

void table_remove(struct table *table, int32_t pid, uint64_t start_ns)
{
	struct table_entry **place = find_place(table, pid);
	struct table_entry *entry = *place;

	if (!entry || entry->start_ns != start_ns)
		return;
	*place = entry->next;
	free(entry);
	table->count--;
}

void table_end(struct table *table)
{
	size_t i;

	for (i = 0; i < TABLE_BUCKETS; i++) {
		while (table->buckets[i]) {
			struct table_entry *entry = table->buckets[i];

			table->buckets[i] = entry->next;
			free(entry);
		}
	}
	table->count = 0;
}
