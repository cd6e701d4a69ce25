/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef PROCLOOK_RING_H
#define PROCLOOK_RING_H

#include "internal.h"

/*
 * The memory of a history, while somebody else writes to it.  What must not change
 * under a reader is a copy.
 */
struct pl_ring {
	const struct proclook_map *map;
	uint32_t offset;
	uint64_t size;
	uint64_t generation;
};

/* What the functions below give instead of 1, or -1 with errno */
#define PL_RING_END	0
#define PL_RING_GONE	(-2)

int pl_ring_init(struct pl_ring *ring, const struct proclook_map *map);
uint64_t pl_ring_load(const void *position);
int pl_ring_copy(const struct pl_ring *ring, uint64_t *pos,
		 struct proclook_event *event);
int pl_ring_copy_newest(const struct pl_ring *ring, uint64_t *pos,
			struct proclook_event *event);
int pl_ring_copy_next(const struct pl_ring *ring, uint64_t *pos,
		      struct proclook_event *event);

#endif /* PROCLOOK_RING_H */
