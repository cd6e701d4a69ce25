/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Records, as sources and LIST fill them
 */
#ifndef _PROCLOOK_RECORD_H
#define _PROCLOOK_RECORD_H

#include <linux/types.h>
#include <uapi/linux/proclook.h>

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

void record_fill(struct proclook_record *record, enum proclook_type type,
		 struct task_struct *task);

#endif /* _PROCLOOK_RECORD_H */
