// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "mapped.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const void *map_bytes(int fd, size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);

	must(memory != MAP_FAILED);

	return memory;
}

void mapped_open(struct mapped *mapped, int fd)
{
	const struct proclook_map *first = map_bytes(fd, sysconf(_SC_PAGESIZE));

	memset(mapped, 0, sizeof(*mapped));
	mapped->size = first->data_offset + first->data_size;
	mapped->data_size = first->data_size;
	mapped->map = map_bytes(fd, mapped->size);
	mapped->data = (const unsigned char *)mapped->map + first->data_offset;
	mapped->pos = mapped_load(&mapped->map->head);
	munmap((void *)first, sysconf(_SC_PAGESIZE));
}

void mapped_close(struct mapped *mapped)
{
	must(!munmap((void *)mapped->map, mapped->size));
}

__u64 mapped_load(const void *position)
{
#if __SIZEOF_LONG__ == 8
	return __atomic_load_n((const __u64 *)position, __ATOMIC_ACQUIRE);
#else
	const __u32 *halves = position;
	__u32 high, low;

	do {
		high = __atomic_load_n(&halves[1], __ATOMIC_ACQUIRE);
		low = __atomic_load_n(&halves[0], __ATOMIC_ACQUIRE);
	} while (high != __atomic_load_n(&halves[1], __ATOMIC_ACQUIRE));

	return (__u64)high << 32 | low;
#endif
}

/* After all that was read before */
static bool is_there(const struct mapped *mapped, __u64 pos)
{
	__atomic_thread_fence(__ATOMIC_ACQUIRE);

	return mapped_load(&mapped->map->tail) <= pos;
}

enum mapped_result mapped_next(struct mapped *mapped, struct proclook_record *to)
{
	while (mapped->pos < mapped_load(&mapped->map->head)) {
		const struct proclook_record *record =
			(const void *)(mapped->data + mapped->pos % mapped->data_size);
		__u32 size = __atomic_load_n(&record->size, __ATOMIC_RELAXED);
		__u16 type = __atomic_load_n(&record->type, __ATOMIC_RELAXED);

		if (!is_there(mapped, mapped->pos))
			break;
		if (type == PROCLOOK_MAP_FILLER) {
			mapped->pos += size;
			mapped->fillers++;
			continue;
		}
		must(size <= PROCLOOK_RECORD_MAX);
		memcpy(to, record, size);
		if (!is_there(mapped, mapped->pos))
			break;
		mapped->pos += size;

		return MAPPED_RECORD;
	}
	if (is_there(mapped, mapped->pos))
		return MAPPED_END;
	mapped->pos = mapped_load(&mapped->map->tail);

	return MAPPED_OVERRUN;
}
