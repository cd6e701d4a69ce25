// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The history mapped into a program
 *
 * Built for 64 and for 32 bits, see 65-map.sh and 65-map32.sh.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "mapped.h"
#include "reader.h"

#define RING	32768	/* the smallest one */
#define BURSTS	(1000 / slow)
#define BURST	10
#define ALL	(BURSTS * BURST)

static size_t page;
static int watcher;

static union {
	struct proclook_record record;
	unsigned char raw[PROCLOOK_RECORD_MAX];
} copy;

static void refused(int fd, size_t size, int protection, int flags, off_t offset,
		    int error, const char *what)
{
	ok(mmap(NULL, size, protection, flags, fd, offset) == MAP_FAILED && errno == error,
	   "%s: %s", what, strerrorname_np(error));
}

static void test_refused(void)
{
	int both = open(NODE_DIR "/test", O_RDWR | O_CLOEXEC);
	void *memory;

	must(both >= 0);
	refused(watcher, page, PROT_READ | PROT_WRITE, MAP_SHARED, 0, EACCES, "writable");
	refused(watcher, page, PROT_WRITE, MAP_SHARED, 0, EACCES, "only writable");
	refused(watcher, page, PROT_READ, MAP_PRIVATE, 0, EINVAL, "private");
	refused(watcher, page, PROT_READ | PROT_WRITE, MAP_PRIVATE, 0, EINVAL,
		"private and writable");
	refused(both, page, PROT_READ, MAP_SHARED, 0, EACCES, "from a file open for both");
	refused(both, page, PROT_READ | PROT_WRITE, MAP_SHARED, 0, EACCES,
		"writable from a file open for both");
	refused(watcher, RING + 2 * page, PROT_READ, MAP_SHARED, 0, EINVAL,
		"a page too large");
	refused(watcher, page, PROT_READ, MAP_SHARED, page, EINVAL, "not from the beginning");
	close(both);

	memory = mmap(NULL, RING + page, PROT_READ, MAP_SHARED, watcher, 0);
	must(memory != MAP_FAILED);
	ok(mprotect(memory, page, PROT_READ | PROT_WRITE) && errno == EACCES,
	   "it cannot be made writable later: EACCES");
	ok(mprotect((char *)memory + page, RING, PROT_WRITE) && errno == EACCES,
	   "nor can the ring alone");
	munmap(memory, RING + page);
}

/* 0, or the signal of which a process that does it dies */
static int dies_of(const char *address, bool writes)
{
	pid_t pid = fork();
	int status;

	must(pid >= 0);
	if (!pid) {
		if (writes)
			__atomic_store_n((char *)(uintptr_t)address, 1, __ATOMIC_RELAXED);
		__atomic_load_n(address, __ATOMIC_RELAXED);
		_exit(0);
	}
	must(waitpid(pid, &status, 0) == pid);

	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void test_bounds(void)
{
	char *memory = mmap(NULL, page, PROT_READ, MAP_SHARED, watcher, 0);
	size_t size = page;
	char *grown;

	must(memory != MAP_FAILED);
	is(dies_of(memory, false), 0, "it can be read, by a child too");
	is(dies_of(memory, true), SIGSEGV, "who writes to it dies");
	grown = mremap(memory, page, 2 * page, MREMAP_MAYMOVE);
	if (grown != MAP_FAILED) {
		memory = grown;
		size = 2 * page;
	}
	ok(size == page || dies_of(memory + page, false) == SIGBUS,
	   "growing it gives no memory");
	munmap(memory, size);
}

static void test_layout(struct mapped *mapped)
{
	const struct proclook_map *map = mapped->map;
	const unsigned char *bytes = (const void *)map;

	is(sizeof(*map), 48, "what comes first has 48 bytes");
	is(offsetof(struct proclook_map, head), 24, "head is in its place");
	is(map->version, PROCLOOK_MAP_VERSION, "the version is known");
	is(map->data_offset, page, "the ring begins behind a page");
	is(map->data_size, RING, "the ring's size is what was asked for");
	is(map->generation, attribute("test", "generation"), "the generation is its own");
	is(mapped_load(&map->head), 0, "empty: head is 0");
	is(mapped_load(&map->tail), 0, "empty: tail is 0");
	is(mapped_load(&map->newest), PROCLOOK_MAP_EMPTY, "empty: there is no newest");
	is(mapped_next(mapped, &copy.record), MAPPED_END, "empty: there is nothing");
	ok(all_bytes(bytes + sizeof(*map), mapped->size - sizeof(*map), 0),
	   "empty: all the rest is 0");
}

static void test_record(struct mapped *mapped)
{
	const struct proclook_map *map = mapped->map;
	static struct batch batch;

	signal_bytes("test", 1, 100);
	must(!batch_read(watcher, &batch, BATCH_SIZE));
	is(mapped_load(&map->newest), 0, "the first record is at 0");
	is(mapped_load(&map->head), batch.len, "head is behind it");
	is(mapped_next(mapped, &copy.record), MAPPED_RECORD, "O4: a record is there at once");
	ok(!memcmp(&copy, batch.raw, batch.len), "O4: it is what read() gives, in every byte");
	is(mapped_next(mapped, &copy.record), MAPPED_END, "and no more");
	signal_bytes("test", 1, 100);
	is(mapped_load(&map->newest), batch.len, "newest is the position of the newest");
	is(mapped_next(mapped, &copy.record), MAPPED_RECORD, "it is found");
	is(copy.record.seq, 2, "it is number 2");
	must(read_rest(watcher) == 1);
}

/* No record crosses the end: what is left there is no record */
static void test_filler(struct mapped *mapped)
{
	__u64 before = mapped->pos;
	__u64 seq = attribute("test", "signal");
	int wrong = 0, i;

	for (i = 0; i < 40; i++) {
		signal_bytes("test", 1, 3000);
		wrong += mapped_next(mapped, &copy.record) != MAPPED_RECORD ||
			 copy.record.seq != ++seq ||
			 !is_whole(&copy.record, copy.record.size) ||
			 mapped->pos != mapped_load(&mapped->map->head) ||
			 (mapped->pos - 1) / RING !=
			 (mapped->pos - copy.record.size) / RING;
	}
	is(wrong, 0, "record by record: each is there, and lies in one piece");
	is(mapped->fillers, mapped->pos / RING - before / RING,
	   "each time round the end is filled");
	must(read_rest(watcher) == 40);
}

/* The rounds of a reader and of a mapper, each with what it saw of which record */
static __u64 *sums[2];
static __u64 base;

static __u64 sum_up(const struct proclook_record *record)
{
	const __u64 *words = (const void *)record;
	__u64 sum = 0;
	size_t i;

	for (i = 0; i < record->size / 8; i++)
		sum = sum * 31 + words[i];

	return sum | 1;
}

struct tally {
	__u64 next;
	__u64 given, lost, torn, wrong;
};

static void count_record(struct tally *tally, int who, const struct proclook_record *record)
{
	tally->torn += !is_whole(record, record->size);
	tally->given++;
	tally->next = record->seq + 1;
	sums[who][record->seq - base - 1] = sum_up(record);
}

static void read_on(struct tally *tally)
{
	static struct batch batch;
	const struct proclook_record *record;

	if (!poll_now(watcher, POLLIN))
		return;
	must(!batch_read(watcher, &batch, BATCH_SIZE));
	while ((record = batch_next(&batch))) {
		if (record->type == PROCLOOK_LOST) {
			tally->wrong += record->seq != tally->next + record->lost - 1;
			tally->lost += record->lost;
			tally->next = record->seq + 1;
		} else {
			tally->wrong += record->seq != tally->next;
			count_record(tally, 0, record);
		}
	}
}

static void map_on(struct tally *tally, struct mapped *mapped)
{
	enum mapped_result result;
	bool overrun = false;

	while ((result = mapped_next(mapped, &copy.record)) != MAPPED_END) {
		if (result == MAPPED_OVERRUN) {
			overrun = true;
			continue;
		}
		tally->wrong += copy.record.seq < tally->next ||
				(copy.record.seq != tally->next && !overrun);
		tally->lost += copy.record.seq - tally->next;
		overrun = false;
		count_record(tally, 1, &copy.record);
	}
}

static pid_t start_storm(void)
{
	pid_t pid = fork();
	int i;

	must(pid >= 0);
	if (pid)
		return pid;
	for (i = 0; i < BURSTS; i++)
		signal_bytes("test", BURST, i * 37 % 4097);
	_exit(0);
}

static void check(const struct tally *tally, const char *name)
{
	is(tally->torn, 0, "storm, %s: no record is torn", name);
	is(tally->wrong, 0, "storm, %s: each is in order", name);
	is(tally->given + tally->lost, ALL + BURST, "storm, %s: given and lost are all", name);
	diag("%s: %llu given, %llu lost", name, tally->given, tally->lost);
}

static void test_storm(struct mapped *mapped)
{
	struct tally reader = { 0 }, mapper;
	__u64 both = 0, differ = 0;
	int status, i;
	pid_t pid;

	base = attribute("test", "signal");
	reader.next = base + 1;
	mapper = reader;
	for (i = 0; i < 2; i++)
		must((sums[i] = calloc(ALL + BURST, sizeof(__u64))));
	pid = start_storm();
	while (!waitpid(pid, &status, WNOHANG)) {
		read_on(&reader);
		map_on(&mapper, mapped);
	}
	must(!status);
	/* These can be had by both */
	read_on(&reader);
	map_on(&mapper, mapped);
	signal_bytes("test", BURST, 1000);
	read_on(&reader);
	map_on(&mapper, mapped);

	check(&reader, "by read()");
	check(&mapper, "mapped");
	for (i = 0; i < ALL + BURST; i++) {
		both += sums[0][i] && sums[1][i];
		differ += sums[0][i] && sums[1][i] && sums[0][i] != sums[1][i];
	}
	is(differ, 0, "O4: a storm read and mapped gives the same, record by record");
	ok(both >= BURST, "O4: many were had both ways");
	diag("%llu had both ways, %llu fillers", both, mapped->fillers);
}

static void test_pinned(struct mapped *mapped)
{
	close(watcher);
	is(attribute("test", "watchers"), 1, "a mapping without a descriptor is a watcher");
	ok(syscall(SYS_delete_module, "proclook_test", O_NONBLOCK) && errno == EAGAIN,
	   "and keeps the module from being unloaded");
	signal_bytes("test", 1, 100);
	is(mapped_next(mapped, &copy.record), MAPPED_RECORD, "it goes on");
	mapped_close(mapped);
	is(attribute("test", "watchers"), 0, "unmapped it is none");
}

static void test_destroyed(void)
{
	struct mapped mapped;
	int fd, i, wrong = 0;

	must(!command("create passing"));
	must(eventually(node_is_ready, (void *)"passing"));
	fd = open_watcher("passing");
	mapped_open(&mapped, fd);
	signal_bytes("passing", 20, 1000);
	must(!command("destroy passing"));
	for (i = 1; i <= 20; i++)
		wrong += mapped_next(&mapped, &copy.record) != MAPPED_RECORD ||
			 copy.record.seq != (__u64)i || !is_whole(&copy.record, copy.record.size);
	is(wrong, 0, "destroyed: what there was can still be read");
	close(fd);
	mapped.pos = 0;
	is(mapped_next(&mapped, &copy.record), MAPPED_RECORD, "destroyed and closed: still");
	mapped_close(&mapped);
}

int main(void)
{
	struct mapped mapped;

	suite_begin(sizeof(long) == 8 ? "map" : "map32", 180);
	page = sysconf(_SC_PAGESIZE);
	load("proclook", NULL);
	load("proclook_test", NULL);
	watcher = open_watcher("test");

	test_refused();
	test_bounds();
	mapped_open(&mapped, watcher);
	test_layout(&mapped);
	test_record(&mapped);
	test_filler(&mapped);
	test_storm(&mapped);
	test_pinned(&mapped);
	test_destroyed();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
