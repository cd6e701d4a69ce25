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

static struct proclook_record *history_at(const struct history *history, u64 pos)
{
	return (struct proclook_record *)(history->data +
					  (pos & (history->size - 1)));
}

/**
 * history_init() - begin with no record
 * @history: the ring
 * @memory: zeroed memory, aligned to 8; stays the caller's
 * @offset: where the ring begins in it; struct proclook_map comes before
 * @size: bytes of the ring, a power of two from HISTORY_SIZE_MIN to HISTORY_SIZE_MAX
 * @generation: for those who map it
 */
void history_init(struct history *history, void *memory, u32 offset, u32 size,
		  u64 generation)
{
	history->map = memory;
	history->data = (u8 *)memory + offset;
	history->size = size;
	history->oldest_seq = 1;

	history->map->version = PROCLOOK_MAP_VERSION;
	history->map->data_offset = offset;
	history->map->data_size = size;
	history->map->generation = generation;
	history->map->head = 0;
	history->map->tail = 0;
	history->map->newest = PROCLOOK_MAP_EMPTY;
}

/* Give up the oldest records until everything from the tail to @end fits */
static void history_make_room(struct history *history, u64 end)
{
	u64 tail = history->map->tail;
	u64 oldest_seq = history->oldest_seq;

	if (end - tail <= history->size)
		return;
	do {
		const struct proclook_record *oldest = history_at(history, tail);

		tail += oldest->size;
		if (oldest->type != PROCLOOK_MAP_FILLER)
			oldest_seq++;
	} while (end - tail > history->size);

	WRITE_ONCE(history->oldest_seq, oldest_seq);
	WRITE_ONCE(history->map->tail, tail);
	/* [A] before [B]; pairs with smp_rmb() in history_intact() */
	smp_wmb();
}

/* What is left of the ring's end: at least 8 bytes, room for what make_room() reads */
static void history_fill(struct history *history, u64 pos, u32 size)
{
	struct proclook_record *filler = history_at(history, pos);

	filler->size = size;
	filler->type = PROCLOOK_MAP_FILLER;
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
 * Return: its position
 */
u64 history_add(struct history *history, const struct proclook_record *record,
		u64 seq, u64 time_ns)
{
	struct proclook_map *map = history->map;
	struct proclook_record *place;
	u64 head = map->head;
	u32 to_end = history->size - (head & (history->size - 1));
	u32 size = record->size;
	u64 pos = head;

	if (unlikely(size > to_end))
		pos += to_end;
	history_make_room(history, pos + size);
	if (unlikely(pos != head))
		history_fill(history, head, to_end);

	place = history_at(history, pos);
	memcpy(place, record, size);
	place->seq = seq;
	place->time_ns = time_ns;

	/* [B] before it; pairs with history_next() */
	smp_store_release(&map->head, pos + size);
	/* The head before it: it is there when history_newest(), which this pairs with, tells */
	smp_store_release(&map->newest, pos);

	return pos;
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
	*pos = smp_load_acquire(&history->map->newest);

	return *pos == PROCLOOK_MAP_EMPTY ? NULL : history_at(history, *pos);
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

	return READ_ONCE(history->map->tail) <= pos;
}

/**
 * history_next() - copy the record at a position, or behind the gap there
 * @history: the ring
 * @pos: in: position of a record, or what is behind one; out: position of the record
 *	that was found, or the same without what fills the ring's end
 * @buf: receives the record
 * @room: how many bytes of it to copy at the most, 8 or more
 *
 * Return: the record's size; HISTORY_END if there is none yet; HISTORY_GONE if it has been
 * overwritten
 */
int history_next(const struct history *history, u64 *pos, void *buf, u32 room)
{
	/* Pairs with smp_store_release() in history_add() */
	while (*pos < smp_load_acquire(&history->map->head)) {
		const struct proclook_record *record = history_at(history, *pos);
		u32 size = READ_ONCE(record->size);
		u16 type = READ_ONCE(record->type);

		/* What came in its place may be any number, and no length to copy */
		if (!history_intact(history, *pos))
			return HISTORY_GONE;
		if (type == PROCLOOK_MAP_FILLER) {
			*pos += size;
			continue;
		}
		memcpy(buf, record, size < room ? size : room);

		return history_intact(history, *pos) ? (int)size : HISTORY_GONE;
	}

	return HISTORY_END;
}

/**
 * history_oldest() - copy the oldest record there is
 * @history: the ring
 * @pos: receives its position
 * @buf: receives the record
 * @room: as for history_next()
 *
 * Return: the record's size; HISTORY_END if there was never one
 */
int history_oldest(const struct history *history, u64 *pos, void *buf, u32 room)
{
	int ret;

	do {
		/* Before the head; pairs with smp_wmb() in history_make_room() */
		*pos = smp_load_acquire(&history->map->tail);
		ret = history_next(history, pos, buf, room);
	} while (ret == HISTORY_GONE);

	return ret;
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
