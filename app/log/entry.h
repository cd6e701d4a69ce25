/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_ENTRY_H
#define PROCLOOK_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/uio.h>

#include <proclook.h>

/* Most fields that an entry has */
#define ENTRY_FIELDS	24

/*
 * One entry for the journal.  Fields are added; whether all of them could be is asked at the
 * end.  All zero is an entry without any.
 * @text: "NAME=value" of each field, and a NUL
 * @ends: where each ends there
 */
struct entry {
	char *text;
	size_t size;
	size_t used;
	size_t ends[ENTRY_FIELDS];
	int count;
	bool failed;
};

/* Begin another one in the same memory */
void entry_start(struct entry *entry);
void entry_end(struct entry *entry);

/* A value may have any byte; one that is made by @format at most 255 */
void entry_add(struct entry *entry, const char *name, const char *value, size_t len);
void entry_printf(struct entry *entry, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* What proclook_event_format() makes of it; with "..." behind @max bytes */
void entry_add_event(struct entry *entry, const char *name,
		     const struct proclook_event *event, const char *format, size_t max);

/* As sd_journal_sendv() takes them.  Return: their number, or -1 where memory was short */
int entry_get_fields(const struct entry *entry, struct iovec fields[ENTRY_FIELDS]);

#endif /* PROCLOOK_ENTRY_H */
