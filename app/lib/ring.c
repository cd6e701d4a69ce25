// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Reads a history in memory that somebody else writes to at the same time, by the protocol
 * of struct proclook_map.  Whatever he writes, nothing outside is read, and every
 * function comes to an end.
 */
#include <errno.h>

#include "ring.h"

/*
 * How often to begin again because a record was overwritten while it was copied: the
 * module would have to be as fast as that each time
 */
#define ATTEMPTS	1000

static int nonsense(void)
{
	errno = EPROTO;
	return -1;
}

/**
 * pl_ring_init() - learn the layout
 * @ring: what to fill
 * @map: the beginning of the mapping; no more than that is looked at
 *
 * Return: 0, or -1 with EPROTO: it is none that this library knows
 */
int pl_ring_init(struct pl_ring *ring, const struct proclook_map *map)
{
	const uint64_t size = pl_ring_load(&map->data_size);
	const uint32_t offset = __atomic_load_n(&map->data_offset, __ATOMIC_RELAXED);

	if (map->version != PROCLOOK_MAP_VERSION || offset < sizeof(*map) ||
	    offset % 8 || size < sizeof(struct proclook_record) ||
	    size & (size - 1) || size > SIZE_MAX / 2 - offset)
		return nonsense();
	ring->map = map;
	ring->offset = offset;
	ring->size = size;
	ring->generation = map->generation;
	return 0;
}

/* Was what lies at a position whole up to now? */
static bool is_intact(const struct pl_ring *ring, uint64_t pos)
{
	/* What was copied before the tail */
	__atomic_thread_fence(__ATOMIC_ACQUIRE);
	return pl_ring_load(&ring->map->tail) <= pos;
}

/* @size bytes that were a record when @size was read */
static int copy_record(const struct pl_ring *ring, uint64_t pos, const char *at,
		       uint32_t size, struct proclook_event *event)
{
	int ret;

	if (size > ring->size - (pos & (ring->size - 1)) || size > PL_RECORD_LIMIT)
		return nonsense();
	ret = pl_event_fill(event, at, size);
	if (!is_intact(ring, pos))
		return PL_RING_GONE;
	return ret ? -1 : 1;
}

/**
 * pl_ring_copy() - copy the record at a position
 * @ring: the ring
 * @pos: in: the position; out: the same without what fills the ring's end
 * @event: receives the record
 *
 * Return: 1; PL_RING_END if there is none yet; PL_RING_GONE if it is overwritten; -1 with
 * errno: EPROTO, ENOMEM
 */
int pl_ring_copy(const struct pl_ring *ring, uint64_t *pos,
		 struct proclook_event *event)
{
	bool filled = false;

	while (*pos < pl_ring_load(&ring->map->head)) {
		uint64_t place = *pos & (ring->size - 1);
		const char *at = (const char *)ring->map + ring->offset + place;
		const struct proclook_record *record = (const void *)at;
		uint32_t size = __atomic_load_n(&record->size, __ATOMIC_RELAXED);
		uint16_t type = __atomic_load_n(&record->type, __ATOMIC_RELAXED);

		if (!is_intact(ring, *pos))
			return PL_RING_GONE;
		if (type != PROCLOOK_MAP_FILLER)
			return copy_record(ring, *pos, at, size, event);
		/* It reaches to the end, where a record begins */
		if (filled || size != ring->size - place)
			return nonsense();
		filled = true;
		*pos += size;
	}
	return PL_RING_END;
}

/**
 * pl_ring_copy_newest() - copy the newest record
 * @ring: the ring
 * @pos: receives its position
 * @event: receives the record
 *
 * Return: as pl_ring_copy(), but for PL_RING_GONE
 */
int pl_ring_copy_newest(const struct pl_ring *ring, uint64_t *pos,
			struct proclook_event *event)
{
	int i, ret;

	for (i = 0; i < ATTEMPTS; i++) {
		*pos = pl_ring_load(&ring->map->newest);
		if (*pos == PROCLOOK_MAP_EMPTY)
			return PL_RING_END;
		if (*pos % 8)
			return nonsense();
		ret = pl_ring_copy(ring, pos, event);
		if (ret != PL_RING_GONE)
			/* The head moves before it does */
			return ret == PL_RING_END ? nonsense() : ret;
	}
	return nonsense();
}

/**
 * pl_ring_copy_next() - copy the record at a position, or behind the gap there
 * @ring: the ring
 * @pos: in: the position; out: that of the record
 * @event: receives the record
 *
 * Return: as pl_ring_copy(), but for PL_RING_GONE
 */
int pl_ring_copy_next(const struct pl_ring *ring, uint64_t *pos,
		      struct proclook_event *event)
{
	int i, ret;

	for (i = 0; i < ATTEMPTS; i++) {
		uint64_t tail;

		ret = pl_ring_copy(ring, pos, event);
		if (ret != PL_RING_GONE)
			return ret;
		tail = pl_ring_load(&ring->map->tail);
		if (tail <= *pos || tail % 8)
			return nonsense();
		*pos = tail;
	}
	return nonsense();
}
