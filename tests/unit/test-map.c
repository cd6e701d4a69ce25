// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The history as mapped memory, written to by the module's own code: before, while and after
 * it is read; and by somebody who follows no rules
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <tap.h>
#include <unistd.h>

#include "history.h"
#include "watcher.h"

#define OFFSET		4096
#define RING		32768
#define GENERATION	0xfeedfacecafebeef

static struct history history;
static struct proclook_map *map;
static struct proclook_mapping *mapping;
static int fd;
static uint64_t newest_seq;

/* Called in the midst of each record that is written */
static void (*midst)(void);

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

static void create(void)
{
	void *memory;

	fake_reset();
	fd = memfd_create("history", MFD_CLOEXEC);
	if (fd < 0 || ftruncate(fd, OFFSET + RING))
		bail_out("no memory: %s", strerror(errno));
	memory = mmap(NULL, OFFSET + RING, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (memory == MAP_FAILED)
		bail_out("no mapping: %s", strerror(errno));
	map = memory;
	history_init(&history, map, OFFSET, RING, GENERATION);
	newest_seq = 0;
	event = proclook_event_new();
}

static void destroy(void)
{
	midst = NULL;
	proclook_mapping_close(mapping);
	mapping = NULL;
	proclook_event_free(event);
	munmap(map, OFFSET + RING);
	close(fd);
}

static void begin(void)
{
	create();
	mapping = proclook_mapping_new_from_fd(fd);
	ok(mapping, "a mapping");
}

/* Its length, its arguments, and its exit status follow from the number */
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

static void add_many(int count)
{
	while (count--)
		add();
}

/* Is all of it of one record? */
static bool is_whole(void)
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

static void is_next(uint64_t wanted, uint64_t missed, const char *what)
{
	is(proclook_mapping_next(mapping, event), 1, "%s: a record", what);
	is(seq(), wanted, "%s: it is number %ju", what, (uintmax_t)wanted);
	is(proclook_event_get_missed(event), missed, "%s: %ju missed", what, (uintmax_t)missed);
	is(proclook_event_get_generation(event), (long long)GENERATION, "%s: generation", what);
	ok(is_whole(), "%s: it is whole", what);
}

static void is_end(const char *what)
{
	uint64_t before = seq();

	is(proclook_mapping_next(mapping, event), 0, "%s: then none", what);
	is(seq(), before, "%s: the event is as it was", what);
}

static void test_order(void)
{
	begin();
	is_end("empty");
	is(proclook_mapping_newest(mapping, event), 0, "no newest");
	add_many(3);
	is(proclook_mapping_newest(mapping, event), 1, "the newest");
	is(seq(), 3, "is the third");
	is(proclook_event_get_missed(event), 0, "without a gap");
	is_next(1, 0, "first");
	is_next(2, 0, "second");
	is_next(3, 0, "third");
	is_end("three");
	add();
	is_next(4, 0, "fourth");
	proclook_mapping_close(mapping);
	mapping = proclook_mapping_new_from_fd(fd);
	is_end("another one begins behind the newest");
	add();
	is_next(5, 0, "what came since");
	proclook_mapping_rewind(mapping);
	is_next(1, 0, "the oldest");
	is_next(2, 0, "the one behind it");
	destroy();
}

static void test_overrun(void)
{
	uint64_t oldest;
	size_t count;

	begin();
	add_many(1000);
	oldest = history.oldest_seq;
	ok(oldest > 800, "most are overwritten");
	is_next(oldest, oldest - 1, "overrun");
	for (count = 1; proclook_mapping_next(mapping, event) == 1; count++)
		if (seq() != oldest + count || proclook_event_get_missed(event) || !is_whole())
			break;
	is(count, 1000 - oldest + 1, "all that are left, one by one");
	is(seq(), 1000, "to the newest");
	proclook_mapping_rewind(mapping);
	add_many(500);
	oldest = history.oldest_seq;
	is_next(oldest, 0, "rewound, then overrun: nobody knows from where");
	add_many(500);
	is_next(history.oldest_seq, history.oldest_seq - oldest - 1, "overrun again");
	destroy();
}

/* As after petabytes: both halves of a position change at once */
static void test_positions(void)
{
	size_t count = 0;

	begin();
	map->head = (1ULL << 32) - RING;
	map->tail = map->head;
	proclook_mapping_close(mapping);
	add_many(20);
	mapping = proclook_mapping_new_from_fd(fd);
	proclook_mapping_rewind(mapping);
	while (map->head < (1ULL << 32) + RING) {
		add();
		while (proclook_mapping_next(mapping, event) == 1)
			count += is_whole();
	}
	is(count, newest_seq, "all of them across 4 GiB");
	destroy();
}

static int torn;

static void look(void)
{
	int ret = proclook_mapping_newest(mapping, event);

	torn += ret < 0 || (ret && (seq() >= newest_seq || !is_whole()));
	ret = proclook_mapping_next(mapping, event);
	torn += ret < 0 || (ret && (seq() >= newest_seq || !is_whole()));
	proclook_mapping_rewind(mapping);
}

static void test_midst(void)
{
	begin();
	add();
	midst = look;
	torn = 0;
	add_many(1000);
	is(torn, 0, "nothing is read of a record that is half written");
	destroy();
}

static bool calm;

static void *storm(void *arg)
{
	(void)arg;
	while (!__atomic_load_n(&calm, __ATOMIC_RELAXED))
		add();
	return NULL;
}

struct tally {
	uint64_t given, missed, last;
	int wrong, newer;
};

/* The next record; from time to time the newest too.  false: there is none */
static bool tally_next(struct tally *tally)
{
	int ret = proclook_mapping_next(mapping, event);

	tally->wrong += ret < 0;
	if (ret <= 0)
		return false;
	tally->missed += proclook_event_get_missed(event);
	tally->given++;
	tally->wrong += tally->given + tally->missed != seq() || !is_whole();
	tally->last = seq();
	if (tally->given % 8)
		return true;
	ret = proclook_mapping_newest(mapping, event);
	tally->wrong += ret != 1 || seq() < tally->last || !is_whole();
	tally->newer += seq() > tally->last;
	return true;
}

/* It goes on until both are seen: records that come in time, and others that do not */
static void test_storm(void)
{
	struct tally tally = { 0 };
	pthread_t writer;

	begin();
	calm = false;
	if (pthread_create(&writer, NULL, storm, NULL))
		bail_out("no thread");
	while (tally.given < 2000 || !tally.missed || !tally.newer)
		tally_next(&tally);
	__atomic_store_n(&calm, true, __ATOMIC_RELAXED);
	pthread_join(writer, NULL);
	while (tally_next(&tally))
		;
	is(tally.wrong, 0, "in a storm each is whole, in order, and every other one is missed");
	is(tally.last, newest_seq, "to the last");
	is(tally.given + tally.missed, newest_seq, "given + missed is all");
	diag("%ju given, %ju missed, %d times a newer one", (uintmax_t)tally.given,
	     (uintmax_t)tally.missed, tally.newer);
	destroy();
}

static void no_mapping(int bad_fd, int error, const char *what)
{
	errno = 0;
	ok(!proclook_mapping_new_from_fd(bad_fd), "%s: refused", what);
	is(errno, error, "%s: errno", what);
}

static void test_open(void)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	create();
	add_many(2);
	fake.map_fd = fd;
	mapping = proclook_mapping_open("process");
	ok(mapping, "by name");
	is(fake.open_files, 0, "no descriptor is left");
	add();
	is_next(3, 0, "by name");
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
	destroy();
}

static void test_layouts(void)
{
	create();
	map->version++;
	no_mapping(fd, EPROTO, "another version");
	map->version--;
	map->data_offset = 0;
	no_mapping(fd, EPROTO, "a ring over its own positions");
	map->data_offset = sizeof(*map) + 4;
	no_mapping(fd, EPROTO, "a ring that is not aligned");
	map->data_offset = OFFSET;
	map->data_size = RING - 8;
	no_mapping(fd, EPROTO, "a size that is no power of two");
	map->data_size = 0;
	no_mapping(fd, EPROTO, "no ring");
	map->data_size = 64;
	no_mapping(fd, EPROTO, "a ring of less than a record");
	map->data_size = 1ULL << 63;
	no_mapping(fd, EPROTO, "a ring beyond all memory");
	map->data_size = 1ULL << 62;
	no_mapping(fd, ENOMEM, "a ring that does not fit");
	destroy();
}

static void refused(int ret, const char *what)
{
	is(ret, -1, "%s: refused", what);
	is(errno, EPROTO, "%s: EPROTO", what);
	ok(!proclook_event_get_record(event), "%s: the event is as it was", what);
	destroy();
}

static struct proclook_record *first(void)
{
	return (void *)history.data;
}

static void begin_with(int records)
{
	begin();
	add_many(records);
	errno = 0;
}

static void test_nonsense(void)
{
	static const uint32_t sizes[] = { 0, 4, 8, 100, 120, 129, RING + 8, UINT32_MAX - 7 };
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
	first()->size = RING;
	map->head = 3 * RING;
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
	is_next(1, 0, "first");
	((struct proclook_record *)(history.data + first()->size))->seq = 1;
	errno = 0;
	is(proclook_mapping_next(mapping, event), -1, "the same number again");
	is(errno, EPROTO, "EPROTO");
	destroy();
}

int main(void)
{
	test_order();
	test_overrun();
	test_positions();
	test_midst();
	test_storm();
	test_open();
	test_layouts();
	test_nonsense();
	test_back();
	return done_testing();
}
