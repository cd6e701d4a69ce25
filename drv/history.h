/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The newest records of a named event, in a ring of bytes
 *
 * One writer at a time (the caller locks); any number of readers that take no
 * lock.  A reader looks at a record where it lies and asks afterwards whether
 * it was still there:
 *
 *	writer					reader
 *	[A] tail moves past what will go	    record = history_newest(&pos)
 *	    smp_wmb()				    copy of the record
 *	[B] the bytes are overwritten		    smp_rmb()	in history_intact()
 *	    store-release			[C] tail <= pos ?
 *	    newest moves
 *
 * A reader that copied a byte stored in [B] sees the tail of [A] in [C].  The
 * release pairs with the acquire in history_newest(): whoever sees the position
 * sees the record.
 */
#ifndef _PROCLOOK_HISTORY_H
#define _PROCLOOK_HISTORY_H

#include <linux/types.h>
#include <uapi/linux/proclook.h>

/* A ring holds several of the largest records, and 32 bits count its bytes */
#define HISTORY_SIZE_MIN	(32UL * 1024)
#define HISTORY_SIZE_MAX	(1024UL * 1024 * 1024)

/**
 * struct history - a ring of records
 * @data: the bytes; a record lies in one piece and aligned to 8
 * @size: their number, a power of two
 * @head: where the next record goes.  Positions count bytes since the beginning
 *	of time, position modulo @size is the place in @data; 64 bits do not wrap
 * @tail: start of the oldest record
 * @newest: start of the newest record, or HISTORY_EMPTY, all ones
 * @oldest_seq: sequence number of the record at @tail
 */
struct history {
	u8	*data;
	u32	size;
	u64	head;
	u64	tail;
	u64	newest;
	u64	oldest_seq;
};

void history_init(struct history *history, void *data, u32 size);
void history_add(struct history *history, const struct proclook_record *record,
		 u64 seq, u64 time_ns);
const struct proclook_record *history_newest(const struct history *history,
					     u64 *pos);
bool history_intact(const struct history *history, u64 pos);
u32 history_copy(const struct history *history, u64 pos, void *buf);
u64 history_overwritten(const struct history *history);

#endif /* _PROCLOOK_HISTORY_H */
