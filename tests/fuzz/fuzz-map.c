// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Mapped memory that somebody writes to who follows no rules, also while it is read: the
 * reader looks at nothing else, takes nothing but whole records, and comes to an end
 *
 *	input: the positions, what happens to the memory between the reader's steps, then
 *	what lies in it at first: records one behind the other, nearly good ones
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "record.h"
#include "ring.h"

#define OFFSET		sizeof(struct proclook_map)
#define RING		2048U
#define WRITES		32

/* More often than that nobody has to look at a position to know that it is of no use */
#define LOADS_MAX	10000

/* Of just its size, so that ASan sees who looks behind it */
static char *memory;
static unsigned int loads;

static struct write {
	unsigned int when;
	unsigned int where;
	unsigned int bytes;
	uint64_t value;
} writes[WRITES];
static unsigned int write_count;

/* Mostly a little before or behind where it was */
static void take_writes(struct input *input, uint64_t tail)
{
	unsigned int i;

	write_count = take_up_to(input, WRITES);
	for (i = 0; i < write_count; i++) {
		unsigned int kind = take(input, 1);

		writes[i].when = take(input, 1) % 32;
		/* The positions most of all */
		writes[i].bytes = kind & 1 ? 8 : 4;
		writes[i].where = kind & 2 ? 24 + kind / 4 % 3 * 8 :
				  (OFFSET + take(input, 2) % RING) / 4 * 4;
		writes[i].value = kind & 2 ? tail + (take(input, 1) - 128) * 8 : take(input, 2);
		writes[i].value += kind & 0x80 ? 4 : 0;
		if (writes[i].where + writes[i].bytes > OFFSET + RING)
			writes[i].bytes = 4;
	}
}

static void do_writes(unsigned int now)
{
	unsigned int i;

	for (i = 0; i < write_count; i++)
		if (writes[i].when == now)
			memcpy(memory + writes[i].where, &writes[i].value, writes[i].bytes);
}

uint64_t __real_pl_ring_load(const void *position);
uint64_t __wrap_pl_ring_load(const void *position);
uint64_t __wrap_pl_ring_load(const void *position)
{
	do_writes(loads++);
	must(loads < LOADS_MAX);
	return __real_pl_ring_load(position);
}

static struct proclook_map take_map(struct input *input)
{
	unsigned int kind = take(input, 1);
	struct proclook_map map = {
		.version = PROCLOOK_MAP_VERSION,
		.data_offset = OFFSET,
		.data_size = RING,
		.generation = kind,
	};

	map.tail = take(input, 2) * 8 % (4 * RING);
	map.head = map.tail + take(input, 2) % (2 * RING);
	map.newest = kind & 1 ? take(input, 2) : map.tail;
	if (kind & 2)
		map.newest = PROCLOOK_MAP_EMPTY;
	if (kind & 8)
		map.head = UINT64_MAX;
	if (kind & 4)
		map.tail += 1ULL << 40, map.head += 1ULL << 40, map.newest += 1ULL << 40;
	return map;
}

/* From the tail on, as far as they fit, and what fills the end where one does not */
static void fill(struct input *input, uint64_t pos)
{
	while (input->left) {
		unsigned int place = pos % RING;
		struct fault fault = fault_take(input);
		struct proclook_record *record = take_record(input);
		uint32_t size = record->size;

		if (size > RING)
			size = RING;
		if (size > RING - place || fault.kind % 16 == 15) {
			uint32_t filler[2] = { RING - place, PROCLOOK_MAP_FILLER };

			memcpy(memory + OFFSET + place, filler, sizeof(filler));
			pos += RING - place;
			free(record);
			continue;
		}
		if (fault.kind & 0x80)
			fault_plant(&fault, record, record->size);
		memcpy(memory + OFFSET + place, record, size);
		pos += size;
		free(record);
	}
}

/* All that is said of a record, of which nothing can change any more */
static void check(const struct proclook_event *event, uint64_t pos)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	struct proclook_event again = *event;

	must(record);
	must(pos % 8 == 0 && record->size <= RING - pos % RING);
	must(!pl_event_check(&again, record->size));
	must(strlen(event->path) == record->path_len);
}

static void check_return(int ret, const struct proclook_event *event, uint64_t pos)
{
	must(ret == 1 || ret == PL_RING_END || ret == -1);
	if (ret == 1)
		check(event, pos);
	if (ret == -1)
		must(errno == EPROTO);
}

static void read_all(const struct pl_ring *ring, struct proclook_event *event)
{
	uint64_t pos = pl_ring_load(&ring->map->tail) & ~7ULL;
	unsigned int records = 0;
	int ret;

	do {
		uint64_t before = pos;

		loads = records;
		errno = 0;
		ret = pl_ring_copy_next(ring, &pos, event);
		check_return(ret, event, pos);
		must(pos >= before);
		if (ret == 1)
			pos += proclook_event_get_record(event)->size;
	} while (ret == 1 && records++ < 64);
}

static void read_newest(const struct pl_ring *ring, struct proclook_event *event)
{
	uint64_t pos = 0;
	int ret;

	loads = 0;
	errno = 0;
	ret = pl_ring_copy_newest(ring, &pos, event);
	check_return(ret, event, pos);
	if (ret == PL_RING_END && !write_count)
		must(ring->map->newest == PROCLOOK_MAP_EMPTY);
}

/* The layout itself: whatever is accepted lies within what can be mapped */
static void check_layout(struct input *input, struct proclook_map map)
{
	unsigned int kind = take(input, 1);
	struct pl_ring ring;

	if (kind & 1)
		map.version = take(input, 1);
	if (kind & 2)
		map.data_offset = take(input, 2);
	if (kind & 8)
		map.head = UINT64_MAX;
	if (kind & 4)
		map.data_size = 1ULL << (take(input, 1) & 63);
	if (kind & 8)
		map.data_size += take(input, 1);
	errno = 0;
	if (pl_ring_init(&ring, &map)) {
		must(errno == EPROTO);
		return;
	}
	must(map.version == PROCLOOK_MAP_VERSION);
	must(ring.offset >= sizeof(map) && ring.offset % 8 == 0);
	must(ring.size >= sizeof(struct proclook_record) && !(ring.size & (ring.size - 1)));
	must(ring.size <= (uint64_t)INT64_MAX - ring.offset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	struct proclook_event *event = proclook_event_new();
	struct proclook_map map = take_map(&input);
	struct pl_ring ring;

	must(event);
	write_count = 0;
	loads = 0;
	check_layout(&input, map);
	take_writes(&input, map.tail);
	memory = memset(room(OFFSET + RING), 0, OFFSET + RING);
	memcpy(memory, &map, sizeof(map));
	fill(&input, map.tail);
	must(!pl_ring_init(&ring, (const void *)memory));
	read_newest(&ring, event);
	read_all(&ring, event);
	free(memory);
	proclook_event_free(event);
	return 0;
}
