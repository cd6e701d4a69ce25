// SPDX-License-Identifier: LGPL-2.1-or-later
/* The history of a named event as a part of the program's own memory */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ring.h"

/*
 * @memory: the mapping, of @bytes; NULL if there is none
 * @pos: position where proclook_mapping_next() goes on
 * @placed: @seq is that of the record before; if not, nobody knows what lies between
 * @fresh: filled and checked here before it is exchanged with the caller's event
 */
struct proclook_mapping {
	void *memory;
	size_t bytes;
	struct pl_ring ring;
	uint64_t pos;
	bool placed;
	uint64_t seq;
	struct proclook_event fresh;
};

static void unmap(struct proclook_mapping *mapping)
{
	if (mapping->memory)
		munmap(mapping->memory, mapping->bytes);
	mapping->memory = NULL;
}

static int map_bytes(struct proclook_mapping *mapping, int fd, size_t bytes)
{
	void *memory = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0);

	if (memory == MAP_FAILED)
		return -1;
	mapping->memory = memory;
	mapping->bytes = bytes;
	return 0;
}

/* The first page says how much there is */
static int map_ring(struct proclook_mapping *mapping, int fd)
{
	struct pl_ring *ring = &mapping->ring;

	if (map_bytes(mapping, fd, (size_t)sysconf(_SC_PAGESIZE)) ||
	    pl_ring_init(ring, mapping->memory))
		return -1;
	unmap(mapping);
	if (map_bytes(mapping, fd, ring->offset + (size_t)ring->size))
		return -1;
	ring->map = mapping->memory;
	return 0;
}

/* Behind what is the newest record now; behind none, the first one comes next */
static int go_to_end(struct proclook_mapping *mapping)
{
	const struct proclook_record *record;
	uint64_t pos;
	int ret = pl_ring_copy_newest(&mapping->ring, &pos, &mapping->fresh);

	mapping->placed = true;
	if (ret <= 0)
		return ret;
	record = proclook_event_get_record(&mapping->fresh);
	mapping->pos = pos + record->size;
	mapping->seq = record->seq;
	return 0;
}

PROCLOOK_API void proclook_mapping_close(struct proclook_mapping *mapping)
{
	int saved = errno;

	if (!mapping)
		return;
	unmap(mapping);
	pl_event_release(&mapping->fresh);
	free(mapping);
	errno = saved;
}

PROCLOOK_API struct proclook_mapping *
proclook_mapping_new_from_fd(int device_fd)
{
	struct proclook_mapping *mapping = calloc(1, sizeof(*mapping));

	if (!mapping)
		return NULL;
	if (pl_event_init(&mapping->fresh) ||
	    map_ring(mapping, device_fd) || go_to_end(mapping)) {
		proclook_mapping_close(mapping);
		return NULL;
	}
	return mapping;
}

PROCLOOK_API struct proclook_mapping *proclook_mapping_open(const char *name)
{
	struct proclook_mapping *mapping = NULL;
	struct pl_place place;
	int fd, saved;

	if (!pl_name_is_valid(name)) {
		errno = EINVAL;
		return NULL;
	}
	if (pl_place_find(name, &place))
		return NULL;
	fd = pl_place_open(&place);
	if (fd >= 0) {
		mapping = proclook_mapping_new_from_fd(fd);
		saved = errno;
		close(fd);
		errno = saved;
	}
	pl_place_release(&place);
	return mapping;
}

static int give(struct proclook_mapping *mapping, struct proclook_event *event,
		uint64_t missed)
{
	mapping->fresh.generation = mapping->ring.generation;
	mapping->fresh.missed = missed;
	pl_event_exchange(&mapping->fresh, event);
	return 1;
}

PROCLOOK_API int proclook_mapping_newest(struct proclook_mapping *mapping,
					 struct proclook_event *event)
{
	uint64_t pos;
	int ret = pl_ring_copy_newest(&mapping->ring, &pos, &mapping->fresh);

	return ret > 0 ? give(mapping, event, 0) : ret;
}

PROCLOOK_API int proclook_mapping_next(struct proclook_mapping *mapping,
				       struct proclook_event *event)
{
	const struct proclook_record *record;
	uint64_t pos = mapping->pos;
	uint64_t missed = 0;
	int ret = pl_ring_copy_next(&mapping->ring, &pos, &mapping->fresh);

	if (ret <= 0)
		return ret;
	record = proclook_event_get_record(&mapping->fresh);
	if (mapping->placed) {
		if (record->seq <= mapping->seq) {
			errno = EPROTO;
			return -1;
		}
		missed = record->seq - mapping->seq - 1;
	}
	mapping->pos = pos + record->size;
	mapping->seq = record->seq;
	mapping->placed = true;
	return give(mapping, event, missed);
}

PROCLOOK_API void proclook_mapping_rewind(struct proclook_mapping *mapping)
{
	mapping->pos = pl_ring_load(&mapping->ring.map->tail) & ~7ULL;
	mapping->placed = false;
}
