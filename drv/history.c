// SPDX-License-Identifier: GPL-2.0-only
/*
 * The newest records of a named event, in a ring of bytes
 *
 * Plain C: nothing here knows of the kernel but by the barriers, so that the
 * unit tests run it on the host.
 */
#include <linux/compiler.h>
#include <linux/string.h>
#include <linux/types.h>
#include <asm/barrier.h>

#include "history.h"

#define HISTORY_EMPTY	(~0ULL)

/* A record of this type fills the end of the ring; no reader ever gets it */
#define HISTORY_FILLER	0

static struct proclook_record *history_at(const struct history *history, u64 pos)
{
	return (struct proclook_record *)(history->data +
					  (pos & (history->size - 1)));
}

/**
 * history_init() - begin with no record
 * @history: the ring
 * @data: zeroed memory, aligned to 8; stays the caller's
 * @size: its size, a power of two from HISTORY_SIZE_MIN to HISTORY_SIZE_MAX
 */
void history_init(struct history *history, void *data, u32 size)
{
	history->data = data;
	history->size = size;
	history->head = 0;
	history->tail = 0;
	history->newest = HISTORY_EMPTY;
	history->oldest_seq = 1;
}

/* Give up the oldest records until everything from the tail to @end fits */
static void history_make_room(struct history *history, u64 end)
{
	u64 tail = history->tail;
	u64 oldest_seq = history->oldest_seq;

	while (end - tail > history->size) {
		const struct proclook_record *oldest = history_at(history, tail);

		tail += oldest->size;
		if (oldest->type != HISTORY_FILLER)
			oldest_seq++;
	}
	if (tail == history->tail)
		return;

	WRITE_ONCE(history->oldest_seq, oldest_seq);
	WRITE_ONCE(history->tail, tail);
	/* [A] before [B]; pairs with smp_rmb() in history_intact() */
	smp_wmb();
}

/**
 * history_add() - append a record, overwriting the oldest ones if need be
 * @history: the ring
 * @record: what to append; its size is a multiple of 8, at most
 *	PROCLOOK_RECORD_MAX
 * @seq: sequence number to give it: 1 for the first, then 1 more each time
 * @time_ns: time to give it
 *
 * Context: any; the caller lets no two run at the same time.
 */
void history_add(struct history *history, const struct proclook_record *record,
		 u64 seq, u64 time_ns)
{
	u32 to_end = history->size - (history->head & (history->size - 1));
	u32 filler = record->size > to_end ? to_end : 0;
	u64 pos = history->head + filler;
	struct proclook_record *place = history_at(history, pos);

	history_make_room(history, pos + record->size);

	if (filler) {
		/* to_end is at least 8: room for what make_room() reads */
		history_at(history, history->head)->size = filler;
		history_at(history, history->head)->type = HISTORY_FILLER;
	}
	memcpy(place, record, record->size);
	place->seq = seq;
	place->time_ns = time_ns;

	history->head = pos + record->size;
	/* [B] before the position; pairs with history_newest() */
	smp_store_release(&history->newest, pos);
}

/**
 * history_newest() - where the newest record lies
 * @history: the ring
 * @pos: receives its position, for history_intact()
 *
 * Return: the record, or NULL if there is none yet.  Its bytes may change at any
 * time; what was read from them counts only if history_intact() says so
 * afterwards.
 */
const struct proclook_record *history_newest(const struct history *history,
					     u64 *pos)
{
	/* Pairs with smp_store_release() in history_add() */
	*pos = smp_load_acquire(&history->newest);

	return *pos == HISTORY_EMPTY ? NULL : history_at(history, *pos);
}

/**
 * history_intact() - was the record at @pos whole up to now?
 * @history: the ring
 * @pos: position of a record
 *
 * Return: true if nothing that was read from it before has been overwritten.
 */
bool history_intact(const struct history *history, u64 pos)
{
	/* The caller's reads before [C]; pairs with smp_wmb() after [A] */
	smp_rmb();

	return READ_ONCE(history->tail) <= pos;
}

/**
 * history_copy() - copy the record at a position
 * @history: the ring
 * @pos: its position, from history_newest()
 * @buf: receives it; room for PROCLOOK_RECORD_MAX bytes
 *
 * Return: its size, or 0 if it was overwritten meanwhile: then @buf holds nothing of use
 */
u32 history_copy(const struct history *history, u64 pos, void *buf)
{
	const struct proclook_record *record = history_at(history, pos);
	u32 size = READ_ONCE(record->size);

	/* What came in its place may be any number, and no length to copy */
	if (!history_intact(history, pos))
		return 0;
	memcpy(buf, record, size);

	return history_intact(history, pos) ? size : 0;
}

/**
 * history_overwritten() - how many records have been given up
 * @history: the ring
 *
 * Return: their number since history_init()
 */
u64 history_overwritten(const struct history *history)
{
	return READ_ONCE(history->oldest_seq) - 1;
}
