/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Records, as sources and LIST fill them
 */
#ifndef _PROCLOOK_RECORD_H
#define _PROCLOOK_RECORD_H

#include <linux/compiler_attributes.h>
#include <linux/types.h>
#include <uapi/linux/proclook.h>

struct path;
struct task_struct;

/**
 * struct short_record - a record without path and arguments
 * @record: the fixed part
 * @strings: the NULs behind two empty strings, and padding
 */
struct short_record {
	struct proclook_record	record;
	char			strings[8];
};

/**
 * struct path_record - room for a record with a path
 * @record: the fixed part
 * @strings: path, NUL, the NUL of no arguments, padding
 */
struct path_record {
	struct proclook_record	record;
	char			strings[PROCLOOK_STRING_MAX + 8];
};

void record_fill(struct proclook_record *record, enum proclook_type type,
		 struct task_struct *task);
void record_set_thread(struct proclook_record *record, const struct task_struct *task);
bool record_set_path(struct proclook_record *record, const struct path *path);
void record_set_path_as_called(struct proclook_record *record, const char *format, ...)
	__printf(2, 3);
void record_seal(struct proclook_record *record);

#endif /* _PROCLOOK_RECORD_H */
