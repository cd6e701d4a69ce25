// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lseek(): what read() gives next
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "batch.h"

#define NAME	"ring"
#define BYTES	1000	/* of arguments: the smallest ring has 28 such records */
#define MANY	100

static struct batch batch;

/* The first record that read() gives now; lost ones are told apart by their type */
static const struct proclook_record *next(int fd)
{
	if (batch_read(fd, &batch, BATCH_SIZE))
		bail("read: %m");

	return batch_next(&batch);
}

static __u64 newest(void)
{
	return attribute(NAME, "signal");
}

static __u64 oldest(void)
{
	return attribute(NAME, "overwritten") + 1;
}

static void refuse(int fd, __s64 offset, int whence, const char *what)
{
	ok(lseek(fd, offset, whence) < 0 && errno == EINVAL, "%s: EINVAL", what);
}

/* Nothing moves by that */
static void test_refused(int fd)
{
	refuse(fd, -1, SEEK_SET, "a negative number");
	refuse(fd, newest() + 2, SEEK_SET, "a number beyond the one that comes next");
	refuse(fd, INT64_MAX, SEEK_SET, "the largest number");
	refuse(fd, INT64_MIN, SEEK_SET, "the smallest number");
	refuse(fd, 1, SEEK_END, "beyond the end");
	refuse(fd, -1, SEEK_END, "before the end");
	refuse(fd, 0, SEEK_CUR, "SEEK_CUR");
	refuse(fd, 0, SEEK_DATA, "SEEK_DATA");
	refuse(fd, 0, SEEK_HOLE, "SEEK_HOLE");
}

static void test_empty(int fd)
{
	is(lseek(fd, 0, SEEK_SET), 1, "before the first event the oldest will be number 1");
	is(lseek(fd, 1, SEEK_SET), 1, "number 1 comes next");
	is(lseek(fd, 0, SEEK_END), 1, "so it does at the end");
	test_refused(fd);
	is(poll_now(fd, POLLIN), 0, "empty: there is nothing to read");
	signal_bytes(NAME, 1, BYTES);
	is(next(fd)->seq, 1, "empty: what comes then is read");
}

static void test_inside(int fd)
{
	__u64 seq = newest() - 5;

	is(lseek(fd, seq, SEEK_SET), seq, "back to a number that is there");
	is(poll_now(fd, POLLIN), POLLIN, "back: there is something to read again");
	is(next(fd)->seq, seq, "back: it is given first");
	is(poll_now(fd, POLLIN), 0, "back: and all after it");
	is(lseek(fd, seq, SEEK_SET), seq, "back once more");
	is(lseek(fd, seq + 3, SEEK_SET), seq + 3, "and forward from there");
	is(next(fd)->seq, seq + 3, "forward: what lies between is not read, nor lost");
	is(lseek(fd, newest(), SEEK_SET), newest(), "to the newest");
	is(read_rest(fd), 1, "newest: it is the only one");
}

static void test_end(int fd)
{
	__u64 seq = newest();

	must(lseek(fd, oldest(), SEEK_SET) > 0);
	is(lseek(fd, 0, SEEK_END), seq + 1, "to the end");
	is(poll_for(fd, POLLIN, ASLEEP_MS), 0, "end: nothing to read");
	must(lseek(fd, oldest(), SEEK_SET) > 0);
	is(lseek(fd, seq + 1, SEEK_SET), seq + 1, "to the number that comes next");
	is(poll_for(fd, POLLIN, ASLEEP_MS), 0, "next: nothing to read");
	signal_bytes(NAME, 2, BYTES);
	is(next(fd)->seq, seq + 1, "next: then it is read");
	is(lseek(fd, seq, SEEK_SET), seq, "back from the end");
	is(read_rest(fd), 3, "back from the end: everything after it");
}

static void test_overwritten(int fd)
{
	const struct proclook_record *record;
	__u64 first = oldest();

	must(first > 10);
	is(lseek(fd, 0, SEEK_SET), first, "0 is the oldest that is there");
	record = next(fd);
	is(record->type, PROCLOOK_EXEC, "oldest: nothing is lost");
	is(record->seq, first, "oldest: it is read first");
	is(lseek(fd, first, SEEK_SET), first, "the same by its number");
	is(next(fd)->type, PROCLOOK_EXEC, "by its number: nothing is lost");
	is(lseek(fd, first - 1, SEEK_SET), first - 1, "to the last that is overwritten");
	record = next(fd);
	is(record->type, PROCLOOK_LOST, "overwritten: that is said");
	is(record->lost, 1, "overwritten: one is lost");
	is(record->seq, first - 1, "overwritten: this one");
	is(batch_next(&batch)->seq, first, "overwritten: then the oldest is read");
	is(lseek(fd, 1, SEEK_SET), 1, "to number 1, long overwritten");
	is(next(fd)->lost, first - 1, "number 1: all up to the oldest are lost");
	is(batch_next(&batch)->seq, first, "number 1: then the oldest is read");
	is(lseek(fd, 3, SEEK_SET), 3, "to a number that is lost, and away");
	is(lseek(fd, 0, SEEK_END), newest() + 1, "before it is read");
	is(poll_now(fd, POLLIN), 0, "it counts as neither read nor lost");
}

/* SNAPSHOT and poll() for POLLPRI know nothing of it */
static void test_ledgers(int fd)
{
	struct snap snap;

	must(!snapshot(fd, &snap));
	must(lseek(fd, 0, SEEK_SET) > 0);
	is(poll_now(fd, POLLIN | POLLPRI), POLLIN, "what is sought is not unseen");
	signal_bytes(NAME, 3, BYTES);
	must(lseek(fd, 0, SEEK_END) > 0);
	is(poll_now(fd, POLLIN | POLLPRI), POLLPRI, "what is skipped is not seen");
	must(!snapshot(fd, &snap));
	is(snap.arg.missed, 2, "SNAPSHOT counts as ever");
}

static void set_filter(int fd, __u64 types)
{
	struct proclook_filter filter = { .types = types };

	must(!ioctl(fd, PROCLOOK_IOC_FILTER, &filter));
}

static void signal_as(int type, int count)
{
	must(!command("as " NAME " %d 0 test", type));
	signal_bytes(NAME, count, BYTES);
}

/* Every other record passes */
static void test_filtered(void)
{
	int fd = open_watcher(NAME);
	__u64 base = newest();
	__u64 start;
	int i;

	set_filter(fd, 1ULL << PROCLOOK_EXIT);
	for (i = 0; i < 5; i++) {
		signal_as(PROCLOOK_FORK, 1);
		signal_as(PROCLOOK_EXIT, 1);
	}
	is(read_rest(fd), 5, "filter: what passes is read");
	is(lseek(fd, base + 1, SEEK_SET), base + 1,
	   "filter: back to the first, which does not pass");
	is(next(fd)->seq, base + 2, "filter: the first that passes is given");
	is(poll_now(fd, POLLIN), 0, "filter: and the others");
	is(lseek(fd, base + 5, SEEK_SET), base + 5, "filter: to the middle");
	is(read_rest(fd), 3, "filter: three are left from there");
	start = lseek(fd, 0, SEEK_SET);
	is(start, oldest(), "filter: the oldest there is");
	is(read_rest(fd), 5, "filter: five that pass, even of those before the filter");
	ok(lseek(fd, start - 1, SEEK_SET) < 0 && errno == ENODATA,
	   "filter: how many of those overwritten would have passed nobody knows: ENODATA");
	is(poll_now(fd, POLLIN), 0, "filter: that moved nothing");
	is(lseek(fd, 0, SEEK_END), newest() + 1, "filter: to the end");
	signal_as(PROCLOOK_EXIT, 2);
	is(read_rest(fd), 2, "filter: from there on");
	must(lseek(fd, newest() - 1, SEEK_SET) > 0);
	signal_as(PROCLOOK_EXIT, MANY);
	must(batch_read(fd, &batch, BATCH_SIZE) == 0);
	is(batch_next(&batch)->lost, 2 + oldest() - (newest() - MANY + 1),
	   "filter: what is lost after a seek is counted");
	close(fd);
}

int main(void)
{
	int fd;

	suite_begin("seek", 120);
	load("proclook", NULL);
	load("proclook_test", NULL);
	must(!command("create " NAME));
	must(eventually(node_is_ready, (void *)NAME));
	fd = open_watcher(NAME);

	test_empty(fd);
	signal_bytes(NAME, MANY, BYTES);
	must(read_rest(fd) == MANY);
	test_refused(fd);
	test_inside(fd);
	test_end(fd);
	test_overwritten(fd);
	test_ledgers(fd);
	close(fd);
	test_filtered();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
