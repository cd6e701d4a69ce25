// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <sys/mman.h>
#include <tap.h>
#include <unistd.h>

#include "mapper.h"

struct history history;
struct proclook_map *map;
struct proclook_mapping *mapping;
int map_fd;
uint64_t newest_seq;

void (*midst)(void);

void *watched_memcpy(void *to, const void *from, size_t size);
void *watched_memcpy(void *to, const void *from, size_t size)
{
	size_t half = midst ? size / 2 : size;

	memcpy(to, from, half);
	if (midst)
		midst();
	memcpy((char *)to + half, (const char *)from + half, size - half);
	return to;
}

void mapped_create(void)
{
	void *memory;

	fake_reset();
	map_fd = memfd_create("history", MFD_CLOEXEC);
	if (map_fd < 0 || ftruncate(map_fd, MAPPED_OFFSET + MAPPED_RING))
		bail_out("no memory: %s", strerror(errno));
	memory = mmap(NULL, MAPPED_OFFSET + MAPPED_RING, PROT_READ | PROT_WRITE, MAP_SHARED,
		      map_fd, 0);
	if (memory == MAP_FAILED)
		bail_out("no mapping: %s", strerror(errno));
	map = memory;
	history_init(&history, map, MAPPED_OFFSET, MAPPED_RING, MAPPED_GENERATION);
	newest_seq = 0;
	event = proclook_event_new();
}

void mapped_destroy(void)
{
	midst = NULL;
	proclook_mapping_close(mapping);
	mapping = NULL;
	proclook_event_free(event);
	munmap(map, MAPPED_OFFSET + MAPPED_RING);
	close(map_fd);
}

void mapped_open(void)
{
	mapped_create();
	mapping = proclook_mapping_new_from_fd(map_fd);
	ok(mapping, "a mapping");
}

static void fill(struct sample *sample, uint64_t seq, char *args)
{
	*sample = sample_exec;
	sample->args_len = seq * 37 % 1000;
	memset(args, 'a' + seq % 26, sample->args_len);
	sample->args = args;
	sample->args_total = sample->args_len;
	sample->status = seq;
}

static void add(void)
{
	static char bytes[FAKE_RECORD_MAX] __attribute__((aligned(8)));
	struct sample sample;
	char args[1000];

	newest_seq++;
	fill(&sample, newest_seq, args);
	fake_make(&sample, newest_seq, bytes);
	history_add(&history, (void *)bytes, newest_seq, newest_seq);
}

void mapped_add(int count)
{
	while (count--)
		add();
}

bool mapped_is_whole(void)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	struct sample sample;
	char args[1000];
	size_t len;
	const char *got = proclook_event_get_args(event, &len);

	fill(&sample, record->seq, args);
	return record->exit_status == (int)record->seq && record->time_ns == record->seq &&
	       len == sample.args_len && !memcmp(got, args, len) &&
	       !strcmp(proclook_event_get_path(event), "/usr/bin/ls");
}

void mapped_is_next(uint64_t wanted, uint64_t missed, const char *what)
{
	is(proclook_mapping_next(mapping, event), 1, "%s: a record", what);
	is(seq(), wanted, "%s: it is number %ju", what, (uintmax_t)wanted);
	is(proclook_event_get_missed(event), missed, "%s: %ju missed", what, (uintmax_t)missed);
	is(proclook_event_get_generation(event), (long long)MAPPED_GENERATION,
	   "%s: generation", what);
	ok(mapped_is_whole(), "%s: it is whole", what);
}
