// SPDX-License-Identifier: GPL-2.0-or-later
/* Histories that cannot be mapped, and memory that makes no sense */
#include <errno.h>
#include <fcntl.h>
#include <tap.h>
#include <unistd.h>

#include "mapper.h"

static void no_mapping(int bad_fd, int error, const char *what)
{
	errno = 0;
	ok(!proclook_mapping_new_from_fd(bad_fd), "%s: refused", what);
	is(errno, error, "%s: errno", what);
}

static void test_open(void)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	mapped_create();
	mapped_add(2);
	fake.map_fd = map_fd;
	mapping = proclook_mapping_open("process");
	ok(mapping, "by name");
	is(fake.open_files, 0, "no descriptor is left");
	mapped_add(1);
	mapped_is_next(3, 0, "by name");
	errno = 0;
	ok(!proclook_mapping_open("a/b"), "no name");
	is(errno, EINVAL, "no name: EINVAL");
	ok(!proclook_mapping_open("thread"), "no such event");
	is(errno, ENOENT, "no such event: ENOENT");
	fake.node_error = EACCES;
	ok(!proclook_mapping_open("process"), "forbidden");
	is(errno, EACCES, "forbidden: EACCES");
	no_mapping(-1, EBADF, "no descriptor");
	no_mapping(null, ENODEV, "what cannot be mapped");
	errno = 77;
	proclook_mapping_close(NULL);
	is(errno, 77, "close(NULL) is nothing");
	close(null);
	mapped_destroy();
}

static void test_layouts(void)
{
	mapped_create();
	map->version++;
	no_mapping(map_fd, EPROTO, "another version");
	map->version--;
	map->data_offset = 0;
	no_mapping(map_fd, EPROTO, "a ring over its own positions");
	map->data_offset = sizeof(*map) + 4;
	no_mapping(map_fd, EPROTO, "a ring that is not aligned");
	map->data_offset = MAPPED_OFFSET;
	map->data_size = MAPPED_RING - 8;
	no_mapping(map_fd, EPROTO, "a size that is no power of two");
	map->data_size = 0;
	no_mapping(map_fd, EPROTO, "no ring");
	map->data_size = 64;
	no_mapping(map_fd, EPROTO, "a ring of less than a record");
	map->data_size = 1ULL << 63;
	no_mapping(map_fd, EPROTO, "a ring beyond all memory");
	map->data_size = 1ULL << 62;
	no_mapping(map_fd, ENOMEM, "a ring that does not fit");
	mapped_destroy();
}

static void refused(int ret, const char *what)
{
	is(ret, -1, "%s: refused", what);
	is(errno, EPROTO, "%s: EPROTO", what);
	ok(!proclook_event_get_record(event), "%s: the event is as it was", what);
	mapped_destroy();
}

static struct proclook_record *first(void)
{
	return (void *)history.data;
}

static void begin_with(int records)
{
	mapped_open();
	mapped_add(records);
	errno = 0;
}

static void test_nonsense(void)
{
	static const uint32_t sizes[] = { 0, 4, 8, 100, 120, 129, MAPPED_RING + 8, UINT32_MAX - 7 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		begin_with(2);
		first()->size = sizes[i];
		refused(proclook_mapping_next(mapping, event), "another size");
	}
	begin_with(2);
	first()->type = PROCLOOK_MAP_FILLER;
	refused(proclook_mapping_next(mapping, event), "a filler in the middle");

	begin_with(2);
	first()->type = PROCLOOK_MAP_FILLER;
	first()->size = MAPPED_RING;
	map->head = 3 * MAPPED_RING;
	refused(proclook_mapping_next(mapping, event), "fillers one behind the other");

	begin_with(2);
	map->newest += 4;
	refused(proclook_mapping_newest(mapping, event), "a position that is not aligned");

	begin_with(2);
	map->newest = map->head;
	refused(proclook_mapping_newest(mapping, event), "a newest that is not there");

	begin_with(2);
	map->newest = 0;
	map->tail = UINT64_MAX - 7;
	refused(proclook_mapping_newest(mapping, event), "a newest that is overwritten for ever");

	begin_with(2);
	map->tail = 4;
	refused(proclook_mapping_next(mapping, event), "a tail that is not aligned");

	begin_with(2);
	first()->seq = 0;
	refused(proclook_mapping_next(mapping, event), "a record without a number");
}

static void test_back(void)
{
	begin_with(2);
	mapped_is_next(1, 0, "first");
	((struct proclook_record *)(history.data + first()->size))->seq = 1;
	errno = 0;
	is(proclook_mapping_next(mapping, event), -1, "the same number again");
	is(errno, EPROTO, "EPROTO");
	mapped_destroy();
}

int main(void)
{
	test_open();
	test_layouts();
	test_nonsense();
	test_back();
	return done_testing();
}
