/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The newest records of a named event, in a ring of bytes
 *
 * One writer at a time (the caller locks); any number of readers that take no
 * lock.  A reader looks at a record where it lies and asks afterwards whether
 * it was still there:
 *
 *	writer					reader
 *	[A] tail moves past what will go	    head, or newest: load-acquire
 *	    smp_wmb()				    copy of the record
 *	[B] the bytes are overwritten		    smp_rmb()	in history_intact()
 *	    store-release			[C] tail <= pos ?
 *	    newest moves, then head
 *
 * A reader that copied a byte stored in [B] sees the tail of [A] in [C].  The
 * releases pair with the acquires in history_newest() and history_next(): whoever sees
 * the position sees the record.
 *
 * The positions lie in a page before the ring that programs may map together with it:
 * &struct proclook_map tells them the same protocol.
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
 * @map: the memory, that before the ring and then the ring.  Its positions count bytes
 *	since the beginning of time, position modulo @size is the place in @data; 64 bits
 *	do not wrap
 * @data: the ring; a record lies in one piece and aligned to 8
 * @size: its bytes, a power of two
 * @oldest_seq: sequence number of the record at the tail
 */
struct history {
	struct proclook_map	*map;
	u8			*data;
	u32			size;
	u64			oldest_seq;
};

/* What history_next() has found, instead of a record */
#define HISTORY_END	0
#define HISTORY_GONE	(-1)

void history_init(struct history *history, void *memory, u32 offset, u32 size,
		  u64 generation);
u64 history_add(struct history *history, const struct proclook_record *record,
		u64 seq, u64 time_ns);
const struct proclook_record *history_newest(const struct history *history,
					     u64 *pos);
bool history_intact(const struct history *history, u64 pos);
int history_next(const struct history *history, u64 *pos, void *buf, u32 room);
int history_oldest(const struct history *history, u64 *pos, void *buf, u32 room);
u64 history_overwritten(const struct history *history);

#endif /* _PROCLOOK_HISTORY_H */
