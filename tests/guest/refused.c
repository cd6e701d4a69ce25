// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the node refuses, and that a refusal consumes nothing
 *
 * Built for 64 and for 32 bits, see 30-refused.sh and 31-refused32.sh.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "common.h"

static struct snap snap, again;
static int watcher;

static void must_see_all(void)
{
	must(!snapshot(watcher, &snap));
}

/* Two of three are left for the next try, which nothing must have changed */
static void nothing_consumed(const char *what)
{
	is(poll_now(watcher, POLLPRI), POLLPRI,
	   "%s: poll() still says that there is something", what);
	must_see_all();
	is(snap.arg.missed, 2, "%s: nothing was consumed", what);
	is(snap.arg.state, 0, "%s: nothing was seen", what);
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
		const __u32 sizes[] = { 0, 1, sizeof(struct proclook_record), size - 1 };

		signal_bytes("test", 3, 100);
		memset(again.raw, POISON, sizeof(again.raw));
		is(try_snapshot(again.raw, sizes[i], &arg), EMSGSIZE,
		   "a buffer of %u bytes is too small", sizes[i]);
		is(arg.record_size, size, "%u: record_size says what it takes",
		   sizes[i]);
		ok(all_bytes(again.raw + sizes[i], sizeof(again.raw) - sizes[i], POISON),
		   "%u: no byte behind the buffer was touched", sizes[i]);
		nothing_consumed("too small");
	}
	signal_bytes("test", 1, 100);
	is(try_snapshot(again.raw, size, &arg), 0,
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
	is(wrong, 0, "each flag that is not known is EINVAL");
	for (i = 0; i < 64 * ARRAY_SIZE(arg.reserved); i++) {
		arg = (struct proclook_snapshot){
			.buf = (uintptr_t)again.raw, .buf_size = sizeof(again.raw),
		};
		arg.reserved[i / 64] = 1ULL << i % 64;
		wrong += !ioctl(watcher, PROCLOOK_IOC_SNAPSHOT, &arg) || errno != EINVAL;
	}
	is(wrong, 0, "each reserved bit that is not 0 is EINVAL");
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
		is(try_snapshot(cases[i].buf, PROCLOOK_RECORD_MAX, &arg), EFAULT,
		   "%s: EFAULT", cases[i].name);
		nothing_consumed(cases[i].name);
	}
	/* Only what is used need be there */
	signal_test(1);
	is(try_snapshot(pages + page - 200, PROCLOOK_RECORD_MAX, &arg), 0,
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
		  _IOWR(PROCLOOK_IOC_MAGIC, 4, struct proclook_snapshot) },
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
	ok(pread(watcher, buf, sizeof(buf), 0) < 0 && errno == ESPIPE, "pread: ESPIPE");
	ok(preadv(watcher, &vector, 1, 0) < 0 && errno == ESPIPE, "preadv: ESPIPE");
	ok(write(watcher, buf, 1) < 0 && errno == EBADF,
	   "write: EBADF, it is open for reading");
	ok(lseek(watcher, 0, SEEK_CUR) < 0 && errno == EINVAL, "lseek, CUR: EINVAL");
	ok(lseek(watcher, 0, SEEK_DATA) < 0 && errno == EINVAL, "lseek, DATA: EINVAL");
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
	   errno == EACCES, "mmap for writing by root, who may open it so: EACCES");
	close(fd);
}

int main(void)
{
	suite_begin(sizeof(long) == 8 ? "refused" : "refused32", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);
	watcher = open_watcher("test");

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
