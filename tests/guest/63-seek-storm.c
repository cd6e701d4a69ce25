// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lseek() and read() while records come on another CPU
 *
 * What has which number is known beforehand: GROUP records that end a process follow
 * GROUP that begin one.  So the suite knows, of any two numbers, how many pass the
 * filter between them.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "reader.h"

#define GROUP	7
#define GROUPS	(3000 / slow)	/* even */
#define LATE	6		/* groups; the smallest ring has no room for so many */

/**
 * struct seeker - a watcher that jumps about
 * @name: for the tests' names
 * @filtered: it is given only what ends a process
 * @node: its open file
 * @next: the number it expects, or one before that
 * @seeks: how often it jumped
 * @given: records it got
 * @lost: records it will not get
 * @refused: jumps that a filter does not allow
 * @wrong: what contradicts the numbers
 */
struct seeker {
	const char	*name;
	bool		filtered;
	int		node;
	__u64		next;
	__u64		seeks, given, lost, refused, wrong;
};

static bool passes(const struct seeker *seeker, __u64 seq)
{
	return !seeker->filtered || (seq - 1) / GROUP % 2;
}

/* How many from number @from to number @to */
static __u64 passing(const struct seeker *seeker, __u64 from, __u64 to)
{
	__u64 count = 0;

	while (from <= to)
		count += passes(seeker, from++);

	return count;
}

static void take(struct seeker *seeker, const struct proclook_record *record)
{
	if (record->type == PROCLOOK_LOST) {
		seeker->wrong += !record->lost || record->seq < seeker->next ||
				 record->lost != passing(seeker, seeker->next, record->seq);
		seeker->lost += record->lost;
	} else {
		seeker->wrong += !passes(seeker, record->seq) || record->seq < seeker->next ||
				 passing(seeker, seeker->next, record->seq) != 1 ||
				 !is_whole(record, record->size);
		seeker->given++;
	}
	seeker->next = record->seq + 1;
}

static void read_some(struct seeker *seeker)
{
	static struct batch batch;
	const struct proclook_record *record;

	if (batch_read(seeker->node, &batch, 1 << 13) == EAGAIN)
		return;
	must(!batch.error);
	while ((record = batch_next(&batch)))
		take(seeker, record);
}

static void seek(struct seeker *seeker)
{
	/* In this order: the other way round a ring of events may lie between */
	__u64 oldest = attribute("test", "overwritten") + 1;
	__u64 newest = attribute("test", "signal");
	__u64 to = oldest + random() % (newest + 2 - oldest);
	bool to_end = random() % 8 == 0;
	__s64 got;

	/* Also to what has just been overwritten, and to 0 */
	if (random() % 4 == 0)
		to = to > 10 ? to - 10 : 0;
	got = lseek(seeker->node, to_end ? 0 : to, to_end ? SEEK_END : SEEK_SET);
	seeker->seeks++;
	if (got < 0) {
		seeker->wrong += errno != ENODATA || !seeker->filtered || to_end || !to;
		seeker->refused++;
		return;
	}
	if (to_end)
		seeker->wrong += (__u64)got < newest + 1;
	else if (to)
		seeker->wrong += (__u64)got != to;
	else
		seeker->wrong += (__u64)got < oldest;
	seeker->next = got;
}

static void signal_groups(int from, int to)
{
	for (; from < to; from++) {
		must(!command("as test %d 0 test", from % 2 ? PROCLOOK_EXIT : PROCLOOK_FORK));
		signal_bytes("test", GROUP, from < GROUPS ? from * 37 % 1000 : 1000);
	}
}

static void set_filter(int fd)
{
	struct proclook_filter filter = { .types = 1ULL << PROCLOOK_EXIT };

	must(!ioctl(fd, PROCLOOK_IOC_FILTER, &filter));
}

static void check(const struct seeker *seeker)
{
	is(seeker->wrong, 0, "%s: every number is what it must be", seeker->name);
	is(seeker->next, attribute("test", "signal") + 1,
	   "%s: when it is over it has come to the end", seeker->name);
	ok(seeker->seeks && seeker->given && seeker->lost,
	   "%s: it jumped, read, and came too late", seeker->name);
	diag("%s: %llu jumps, %llu refused, %llu given, %llu lost", seeker->name,
	     seeker->seeks, seeker->refused, seeker->given, seeker->lost);
}

static void test_storm(void)
{
	struct seeker seekers[] = {
		{ .name = "everything", .next = 1 },
		{ .name = "with a filter", .filtered = true, .next = 1 },
	};
	size_t i;
	int status, round = 0;
	pid_t pid;

	for (i = 0; i < ARRAY_SIZE(seekers); i++) {
		seekers[i].node = open_watcher("test");
		must(!fcntl(seekers[i].node, F_SETFL, O_NONBLOCK));
	}
	set_filter(seekers[1].node);

	pid = fork();
	must(pid >= 0);
	if (!pid) {
		signal_groups(0, GROUPS);
		_exit(0);
	}
	while (!waitpid(pid, &status, WNOHANG)) {
		for (i = 0; i < ARRAY_SIZE(seekers); i++) {
			if (round % 4 == 0)
				seek(&seekers[i]);
			read_some(&seekers[i]);
		}
		round++;
	}
	must(!status);
	signal_groups(GROUPS, GROUPS + LATE);
	for (i = 0; i < ARRAY_SIZE(seekers); i++) {
		while (poll_now(seekers[i].node, POLLIN))
			read_some(&seekers[i]);
		check(&seekers[i]);
		close(seekers[i].node);
	}
}

int main(void)
{
	suite_begin("seek-storm", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_storm();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
