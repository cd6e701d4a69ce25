// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The ABI of SNAPSHOT, and of what the node cannot do
 *
 * Built for 64 and for 32 bits, see 30-snapshot.sh and 31-snapshot32.sh.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "common.h"

/* What the test module puts into the nth record without BYTES */
#define FIXED_SIZE	sizeof(struct proclook_record)

static struct snap snap, again;
static int watcher;

static void must_see_all(void)
{
	must(!snapshot(watcher, &snap));
}

static __u64 newest(void)
{
	return attribute("test", "signal");
}

static void test_layout(void)
{
	is_number(sizeof(struct proclook_record), 120, "a record has 120 bytes");
	is_number(sizeof(struct proclook_snapshot), 56, "a snapshot has 56 bytes");
	is_number(PROCLOOK_IOC_SNAPSHOT, 0xc038bc01, "SNAPSHOT has its number");
	is_number(offsetof(struct proclook_record, seq), 16, "seq is in its place");
	is_number(offsetof(struct proclook_record, pid), 48, "pid is in its place");
	is_number(offsetof(struct proclook_record, comm), 80, "comm is in its place");
}

static void test_no_event_yet(void)
{
	is_number(snapshot(watcher, &snap), ENODATA,
		  "before the first event SNAPSHOT says ENODATA");
	is_number(snap.raw[0], POISON, "and touches no buffer");
	is_number(poll_now(watcher, POLLPRI), 0, "and poll() sleeps");
}

static void test_missed(void)
{
	static const int counts[] = { 1, 2, 1000, 1 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		signal_test(counts[i]);
		must(!snapshot(watcher, &snap));
		is_number(snap.arg.missed, counts[i] - 1,
			  "of %d events %d were missed", counts[i], counts[i] - 1);
		is_number(snap.arg.state, 0, "the newest of %d is new", counts[i]);
		is_number(snap.record.seq, newest(), "its number is the newest");
	}
}

static void test_seen(void)
{
	int late;

	signal_test(1);
	must_see_all();
	must(!snapshot(watcher, &again));
	is_number(again.arg.state, PROCLOOK_SNAPSHOT_SEEN,
		  "the same record again has the flag SEEN");
	is_number(again.arg.missed, 0, "nothing was missed in between");
	ok(!memcmp(&snap.record, &again.record, snap.record.size),
	   "it is the same in every byte");

	late = node_open("test");
	must(late >= 0 && !snapshot(late, &snap));
	is_number(snap.arg.state, PROCLOOK_SNAPSHOT_SEEN,
		  "what happened before the open counts as seen");
	is_number(snap.arg.missed, 0, "and nothing before it was missed");
	is_number(snap.record.seq, newest(), "but it can be fetched");
	close(late);
}

static void test_record(void)
{
	const struct proclook_record *record = &snap.record;
	char path[32], args[32];
	int len;

	signal_test(1);
	must_see_all();
	snprintf(path, sizeof(path), "/test/%d", record->pid);
	len = snprintf(args, sizeof(args), "test%c%d", 0, record->pid) + 1;
	is_number(snap.arg.generation, attribute("test", "generation"),
		  "the generation is that of the attribute");
	is_number(snap.arg.record_size, record->size, "record_size is its size");
	is_number(record->header_size, FIXED_SIZE, "header_size is its own");
	is_number(record->type, PROCLOOK_EXEC, "the type is what was signalled");
	ok(record->pid == (int)record->seq && record->tid == record->pid &&
	   record->ppid == 1 && record->start_ns == record->seq,
	   "so are the ids");
	is_number(record->path_len, strlen(path), "so is the length of the path");
	ok(!strcmp(record_path(record), path), "and the path");
	is_number(record->args_len, len, "so is the length of the arguments");
	ok(!memcmp(record_args(record), args, len), "and the arguments");
	ok(!memcmp(record->comm, "test\0\0\0\0\0\0\0\0\0\0\0", PROCLOOK_COMM_LEN),
	   "the name is padded with NULs");
}

static bool all_bytes(const unsigned char *bytes, size_t count, unsigned char value)
{
	while (count && *bytes == value) {
		bytes++;
		count--;
	}

	return !count;
}

/*
 * Fetched over two different poisons, a byte that the module did not write
 * differs.
 */
static void check_bytes(const char *what)
{
	struct proclook_snapshot arg = { .buf_size = PROCLOOK_RECORD_MAX };
	const struct proclook_record *record = &snap.record;
	const unsigned char *end;

	must_see_all();
	memset(&again, ~POISON, sizeof(again));
	arg.buf = (uintptr_t)again.raw;
	must(!ioctl(watcher, PROCLOOK_IOC_SNAPSHOT, &arg));

	ok(!memcmp(snap.raw, again.raw, record->size),
	   "%s: every byte of the record was written", what);
	ok(all_bytes(snap.raw + record->size, sizeof(snap.raw) - record->size, POISON),
	   "%s: no byte behind it was", what);
	ok(all_bytes((void *)record->reserved, sizeof(record->reserved), 0),
	   "%s: reserved is 0", what);
	is_number(record->size % 8, 0, "%s: the size is a multiple of 8", what);
	end = (void *)(record_args(record) + record->args_len);
	ok(end < snap.raw + record->size && end + 8 >= snap.raw + record->size &&
	   all_bytes(end, snap.raw + record->size - end, 0),
	   "%s: behind the arguments is at least one NUL, and nothing else", what);
	is_number(record_path(record)[record->path_len], 0,
		  "%s: behind the path is a NUL", what);
}

static void test_sizes(void)
{
	int bytes;

	/* Every possible number of bytes of padding */
	for (bytes = 0; bytes < 8; bytes++) {
		char what[32];

		snprintf(what, sizeof(what), "%d bytes", bytes);
		signal_bytes("test", 1, bytes);
		check_bytes(what);
	}
	signal_bytes("test", 1, PROCLOOK_STRING_MAX);
	check_bytes("largest");
	is_number(snap.record.args_len, PROCLOOK_STRING_MAX,
		  "largest: the arguments are whole");
	ok(all_bytes((void *)record_args(&snap.record), PROCLOOK_STRING_MAX, 'x'),
	   "largest: each byte is right");
	ok(snap.record.size <= PROCLOOK_RECORD_MAX, "largest: fits PROCLOOK_RECORD_MAX");
}

/* Two of three are left for the next try, which nothing must have changed */
static void nothing_consumed(const char *what)
{
	is_number(poll_now(watcher, POLLPRI), POLLPRI,
		  "%s: poll() still says that there is something", what);
	must_see_all();
	is_number(snap.arg.missed, 2, "%s: nothing was consumed", what);
	is_number(snap.arg.state, 0, "%s: nothing was seen", what);
}

static int try_snapshot(void *buf, __u32 size, struct proclook_snapshot *arg)
{
	memset(arg, POISON, sizeof(*arg));
	arg->buf = (uintptr_t)buf;
	arg->buf_size = size;
	arg->flags = 0;
	memset(arg->reserved, 0, sizeof(arg->reserved));

	return ioctl(watcher, PROCLOOK_IOC_SNAPSHOT, arg) ? errno : 0;
}

static void test_too_small(void)
{
	struct proclook_snapshot arg;
	__u32 size, i;

	signal_bytes("test", 1, 100);
	must_see_all();
	size = snap.record.size;
	for (i = 0; i < 4; i++) {
		const __u32 sizes[] = { 0, 1, FIXED_SIZE, size - 1 };

		signal_bytes("test", 3, 100);
		memset(again.raw, POISON, sizeof(again.raw));
		is_number(try_snapshot(again.raw, sizes[i], &arg), EMSGSIZE,
			  "a buffer of %u bytes is too small", sizes[i]);
		is_number(arg.record_size, size, "%u: record_size says what it takes",
			  sizes[i]);
		ok(all_bytes(again.raw + sizes[i], sizeof(again.raw) - sizes[i], POISON),
		   "%u: no byte behind the buffer was touched", sizes[i]);
		nothing_consumed("too small");
	}
	signal_bytes("test", 1, 100);
	is_number(try_snapshot(again.raw, size, &arg), 0,
		  "a buffer of just the size is enough");
}

static void test_invalid(void)
{
	struct proclook_snapshot arg;
	size_t i;
	int wrong = 0;

	signal_test(3);
	for (i = 0; i < 32; i++) {
		arg = (struct proclook_snapshot){
			.buf = (uintptr_t)again.raw, .buf_size = sizeof(again.raw),
			.flags = 1U << i,
		};
		wrong += !ioctl(watcher, PROCLOOK_IOC_SNAPSHOT, &arg) || errno != EINVAL;
	}
	is_number(wrong, 0, "each flag that is not known is EINVAL");
	for (i = 0; i < 64 * ARRAY_SIZE(arg.reserved); i++) {
		arg = (struct proclook_snapshot){
			.buf = (uintptr_t)again.raw, .buf_size = sizeof(again.raw),
		};
		arg.reserved[i / 64] = 1ULL << i % 64;
		wrong += !ioctl(watcher, PROCLOOK_IOC_SNAPSHOT, &arg) || errno != EINVAL;
	}
	is_number(wrong, 0, "each reserved bit that is not 0 is EINVAL");
	nothing_consumed("EINVAL");
}

static void *two_pages(size_t page, int protection)
{
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	must(pages != MAP_FAILED && !mprotect(pages + page, page, protection));

	return pages;
}

static void test_bad_buffer(void)
{
	const size_t page = sysconf(_SC_PAGESIZE);
	char *pages = two_pages(page, PROT_NONE);
	char *text = two_pages(page, PROT_READ);
	struct proclook_snapshot arg;
	size_t i;
	struct { const char *name; char *buf; } cases[] = {
		{ "buffer at 0", NULL },
		{ "buffer not mapped", pages + page },
		{ "buffer half mapped", pages + page - 200 },
		{ "buffer half read-only", text + page - 200 },
		{ "buffer in the kernel", (char *)-page },
	};

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		signal_bytes("test", 3, 1000);
		is_number(try_snapshot(cases[i].buf, PROCLOOK_RECORD_MAX, &arg), EFAULT,
			  "%s: EFAULT", cases[i].name);
		nothing_consumed(cases[i].name);
	}
	/* Only what is used need be there */
	signal_test(1);
	is_number(try_snapshot(pages + page - 200, PROCLOOK_RECORD_MAX, &arg), 0,
		  "memory behind the record need not be there");
	munmap(pages, 2 * page);
	munmap(text, 2 * page);
}

static void test_bad_argument(void)
{
	const size_t page = sysconf(_SC_PAGESIZE);
	char *pages = two_pages(page, PROT_NONE);
	struct proclook_snapshot good = {
		.buf = (uintptr_t)again.raw, .buf_size = sizeof(again.raw),
	};
	size_t i;
	struct { const char *name; char *arg; } cases[] = {
		{ "argument at 0", NULL },
		{ "argument not mapped", pages + page },
		{ "argument half mapped", pages + page - sizeof(good) / 2 },
		{ "argument in the kernel", (char *)-page },
		{ "argument read-only", pages },
	};

	memcpy(pages, &good, sizeof(good));
	memcpy(pages + page - sizeof(good) / 2, &good, sizeof(good) / 2);
	must(!mprotect(pages, page, PROT_READ));
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		signal_test(3);
		ok(ioctl(watcher, PROCLOOK_IOC_SNAPSHOT, cases[i].arg) < 0 &&
		   errno == EFAULT, "%s: EFAULT", cases[i].name);
		nothing_consumed(cases[i].name);
	}
	munmap(pages, 2 * page);
}

static void test_unknown_commands(void)
{
	static const struct { const char *name; unsigned long command; } cases[] = {
		{ "another magic", _IOWR(0xbd, 1, struct proclook_snapshot) },
		{ "another number", _IOWR(PROCLOOK_IOC_MAGIC, 0, struct proclook_snapshot) },
		{ "a number of the future",
		  _IOWR(PROCLOOK_IOC_MAGIC, 2, struct proclook_snapshot) },
		{ "a smaller argument", _IOWR(PROCLOOK_IOC_MAGIC, 1, __u64) },
		{ "a larger argument", _IOWR(PROCLOOK_IOC_MAGIC, 1, __u64[9]) },
		{ "only out", _IOR(PROCLOOK_IOC_MAGIC, 1, struct proclook_snapshot) },
		{ "only in", _IOW(PROCLOOK_IOC_MAGIC, 1, struct proclook_snapshot) },
		{ "no argument", _IO(PROCLOOK_IOC_MAGIC, 1) },
	};
	struct proclook_snapshot arg = {
		.buf = (uintptr_t)again.raw, .buf_size = sizeof(again.raw),
	};
	size_t i;

	signal_test(3);
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ok(ioctl(watcher, cases[i].command, &arg) < 0 && errno == ENOTTY,
		   "%s: ENOTTY", cases[i].name);
	nothing_consumed("ENOTTY");
}

static void test_other_operations(void)
{
	char buf[PROCLOOK_RECORD_MAX];
	struct iovec vector = { buf, sizeof(buf) };

	signal_test(3);
	ok(read(watcher, buf, sizeof(buf)) < 0 && errno == EINVAL, "read: EINVAL");
	ok(read(watcher, buf, 0) < 0 && errno == EINVAL, "read of nothing: EINVAL");
	ok(readv(watcher, &vector, 1) < 0 && errno == EINVAL, "readv: EINVAL");
	ok(pread(watcher, buf, sizeof(buf), 0) < 0 && errno == ESPIPE, "pread: ESPIPE");
	ok(write(watcher, buf, 1) < 0 && errno == EBADF,
	   "write: EBADF, it is open for reading");
	ok(lseek(watcher, 0, SEEK_SET) < 0 && errno == ESPIPE, "lseek, SET: ESPIPE");
	ok(lseek(watcher, 0, SEEK_CUR) < 0 && errno == ESPIPE, "lseek, CUR: ESPIPE");
	ok(lseek(watcher, 0, SEEK_END) < 0 && errno == ESPIPE, "lseek, END: ESPIPE");
	ok(mmap(NULL, 4096, PROT_READ, MAP_SHARED, watcher, 0) == MAP_FAILED &&
	   errno == ENODEV, "mmap, shared: ENODEV");
	ok(mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, watcher, 0) == MAP_FAILED &&
	   errno == ENODEV, "mmap, private: ENODEV");
	nothing_consumed("other operations");
}

static void test_writable(void)
{
	int fd = open("/dev/proclook/test", O_RDWR | O_CLOEXEC);
	char byte = 0;

	must(fd >= 0);
	ok(open("/dev/proclook/test", O_WRONLY) < 0 && errno == EACCES,
	   "opening it by root, but not for reading: EACCES");
	ok(write(fd, &byte, 1) < 0 && errno == EINVAL,
	   "write by root, who may open it so: EINVAL");
	ok(mmap(NULL, 4096, PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED &&
	   errno == ENODEV, "mmap for writing: ENODEV");
	close(fd);
}

int main(void)
{
	suite_begin(sizeof(long) == 8 ? "snapshot" : "snapshot32", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);
	watcher = node_open("test");
	must(watcher >= 0);

	test_layout();
	test_no_event_yet();
	test_missed();
	test_seen();
	test_record();
	test_sizes();
	test_too_small();
	test_invalid();
	test_bad_buffer();
	test_bad_argument();
	test_unknown_commands();
	test_other_operations();
	test_writable();

	close(watcher);
	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
