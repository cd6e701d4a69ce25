// SPDX-License-Identifier: GPL-2.0-or-later
/* One record after the other: what is called for it, what comes out, and what is lost */
#include <errno.h>
#include <fcntl.h>
#include <tap.h>
#include <unistd.h>

#include "watcher.h"

static struct proclook_stats stats;

static void begin(enum proclook_wait_on wait_on)
{
	watcher_open(wait_on);
	fake_fill(&sample_exec);
}

static void publish(int count)
{
	while (count--)
		fake_publish();
}

static void is_next(uint64_t wanted, uint64_t missed, const char *what)
{
	is(proclook_watch_next(watch, event), 1, "%s: a record", what);
	is(seq(), wanted, "%s: it is number %ju", what, (uintmax_t)wanted);
	is(proclook_event_get_missed(event), missed, "%s: %ju missed", what, (uintmax_t)missed);
	is(proclook_event_get_generation(event), (long long)fake.generation,
	   "%s: generation", what);
}

/* And nothing of it is left */
static void is_all(uint64_t events, const char *what)
{
	uint64_t before = seq();

	is(proclook_watch_next(watch, event), 0, "%s: then none", what);
	is(seq(), before, "%s: the event is as it was", what);
	is(proclook_watch_wait(watch, 0), 0, "%s: and it sleeps", what);
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.delivered + stats.missed, events, "%s: delivered + missed is all", what);
}

static void test_one(enum proclook_wait_on wait_on, const char *steps)
{
	begin(wait_on);
	is(proclook_watch_wait(watch, 0), 0, "nothing yet");
	memset(fake.steps, 0, sizeof(fake.steps));
	publish(1);
	is(proclook_watch_wait(watch, -1), 1, "ready");
	is_next(1, 0, "the first");
	is_str(fake.steps, steps, "no history for the very next one");
	is(proclook_watch_wait(watch, 0), 0, "nothing more to be told");
	is_all(1, "one");
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.reads, 2, "reads");
	is(stats.duplicates, 1, "duplicates");
	watcher_close("one");
}

static void test_gap(void)
{
	uint64_t i;

	begin(PROCLOOK_WAIT_ATTRIBUTE);
	publish(5);
	for (i = 1; i <= 5; i++)
		is_next(i, 0, "of five");
	is_str(fake.steps, "aflr", "acknowledge, fetch, one seek and one read for all");
	is(proclook_watch_wait(watch, 0), 1, "it does not sleep before it has looked again");
	is_all(5, "five");
	publish(1);
	is_next(6, 0, "the very next");
	publish(3);
	memset(fake.steps, 0, sizeof(fake.steps));
	for (i = 7; i <= 9; i++)
		is_next(i, 0, "three more");
	is_str(fake.steps, "aflr", "sought again: the snapshot was one ahead of the cursor");
	is_all(9, "nine");
	publish(2);
	memset(fake.steps, 0, sizeof(fake.steps));
	is_next(10, 0, "the cursor is there already");
	is_str(fake.steps, "afr", "no seek");
	is_next(11, 0, "and the last");
	is_all(11, "eleven");
	watcher_close("gap");
}

static void test_before_open(void)
{
	fake_reset();
	fake_event(&sample_exec);
	fake_publish();
	watch = proclook_watch_open("process", PROCLOOK_WAIT_ATTRIBUTE);
	event = proclook_event_new();
	is(proclook_watch_next(watch, event), 0, "events from before are no news");
	ok(!proclook_event_get_record(event), "and are not given");
	publish(2);
	is_next(3, 0, "the first since");
	is_next(4, 0, "the second since");
	is_all(2, "since open");
	watcher_close("before");

	fake_reset();
	fake_event(&sample_exec);
	watch = proclook_watch_open("process", PROCLOOK_WAIT_DEVICE);
	event = proclook_event_new();
	publish(3);
	is_next(2, 0, "with no look at what was before");
	watcher_close("before, not looked at");
}

static void test_overrun(void)
{
	begin(PROCLOOK_WAIT_ATTRIBUTE);
	fake.keep = 3;
	publish(10);
	is_next(8, 7, "overrun before the first read");
	is_next(9, 0, "the rest");
	publish(10);
	is_next(10, 0, "already read");
	is_next(18, 7, "overrun again");
	is_next(19, 0, "the rest");
	is_next(20, 0, "the rest");
	is_all(20, "overrun");
	publish(1);
	is_next(21, 0, "not missed a second time");
	is_all(21, "overrun");
	watcher_close("overrun");
}

/* Between any two steps: nothing is given twice, left out, or unseen until the one after */
static void test_late(void)
{
	static const char steps[] = "aflr";
	const char *step;

	for (step = steps; *step; step++) {
		uint64_t wanted = 0;
		int turns = 0;

		begin(PROCLOOK_WAIT_ATTRIBUTE);
		publish(2);
		event_before(*step);
		while (turns++ < 8 && proclook_watch_wait(watch, 0) == 1)
			while (proclook_watch_next(watch, event) == 1)
				ok(seq() == ++wanted, "event before '%c': in order", *step);
		ok(!event_is_due(), "event before '%c': there was one", *step);
		is(wanted, 3, "event before '%c': all were given", *step);
		ok(turns < 8, "event before '%c': then it sleeps", *step);
		watcher_close("late");
	}
}

static void test_short_reads(void)
{
	uint64_t i;

	begin(PROCLOOK_WAIT_ATTRIBUTE);
	fake.read_records = 1;
	fake.keep = 4;
	publish(6);
	for (i = 3; i <= 6; i++)
		is_next(i, i == 3 ? 2 : 0, "one at a time");
	is_str(fake.steps, "aflrrafrafraf", "the loss is no record, and no reason to stop");
	is_all(6, "one at a time");
	watcher_close("short reads");
}

static void test_error(int error, int *where, const char *what)
{
	begin(PROCLOOK_WAIT_ATTRIBUTE);
	publish(1);
	is_next(1, 0, what);
	publish(3);
	*where = error;
	errno = 0;
	is(proclook_watch_next(watch, event), -1, "%s: fails", what);
	is(errno, error, "%s: errno", what);
	is(seq(), 1, "%s: the event is as it was", what);
	is(proclook_watch_wait(watch, 0), 1, "%s: the next wait does not sleep", what);
	is_next(2, 0, what);
	is_next(3, 0, what);
	is_next(4, 0, what);
	is_all(4, what);
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.reads, 6, "%s: every call counts", what);
	is(stats.delivered + stats.duplicates, 5, "%s: a failed one is neither", what);
	watcher_close(what);
}

static void test_gone(void)
{
	begin(PROCLOOK_WAIT_ATTRIBUTE);
	publish(3);
	is_next(1, 0, "gone");
	fake_gone();
	is_next(2, 0, "gone: what was read already is given");
	is_next(3, 0, "gone: what was read already is given");
	errno = 0;
	is(proclook_watch_next(watch, event), -1, "gone: then it fails");
	is(errno, ENODEV, "gone: ENODEV");
	is(seq(), 3, "gone: the event is as it was");
	watcher_close("gone");
}

/* Numbers of another life say nothing about those of this one */
static void test_generation(void)
{
	begin(PROCLOOK_WAIT_DEVICE);
	publish(9);
	is_next(1, 0, "first generation");
	while (proclook_watch_next(watch, event) == 1)
		;
	fake.generation++;
	fake.seq = 8;
	publish(1);
	is(proclook_watch_next(watch, event), 0, "seen in another life, says the module");
	fake.generation++;
	publish(2);
	is_next(10, 0, "third generation");
	is_next(11, 0, "third generation");
	watcher_close("generation");
}

static void test_large(void)
{
	static char path[60000];
	struct sample large = sample_exec;

	memset(path, 'p', sizeof(path));
	large.path = path;
	large.path_len = sizeof(path);
	begin(PROCLOOK_WAIT_DEVICE);
	fake_event(&sample_exec);
	fake_event(&large);
	fake_event(&sample_exec);
	is_next(1, 0, "before a large one");
	is_next(2, 0, "a record larger than we know");
	is(strlen(proclook_event_get_path(event)), sizeof(path), "it is all there");
	is_next(3, 0, "behind a large one");
	is_all(3, "large");
	watcher_close("large");
}

static void test_too_large(void)
{
	begin(PROCLOOK_WAIT_DEVICE);
	publish(2);
	fake.read_error = EINVAL;
	is_next(1, 0, "EINVAL: tried with more room");
	is_str(fake.steps, "flrr", "once more");
	watcher_close("too large");
}

/* The history has another opinion than the snapshot, or none */
static void refused(const char *what)
{
	errno = 0;
	is(proclook_watch_next(watch, event), -1, "%s: refused", what);
	is(errno, EPROTO, "%s: EPROTO", what);
	ok(!proclook_event_get_record(event), "%s: the event is as it was", what);
	watcher_close(what);
}

static void test_nonsense(void)
{
	begin(PROCLOOK_WAIT_DEVICE);
	publish(3);
	fake_kept(1)->seq = 2;
	refused("a number too many");

	begin(PROCLOOK_WAIT_DEVICE);
	publish(3);
	fake_kept(1)->size = 8;
	refused("a record too short");

	begin(PROCLOOK_WAIT_DEVICE);
	publish(3);
	fake_kept(1)->type = PROCLOOK_LOST;
	fake_kept(1)->lost = 2;
	refused("more lost than lie between");

	begin(PROCLOOK_WAIT_DEVICE);
	publish(3);
	fake_kept(1)->type = PROCLOOK_LOST;
	refused("nothing lost");

	begin(PROCLOOK_WAIT_DEVICE);
	publish(2);
	fake.read_error = EAGAIN;
	refused("a history that has nothing");

	begin(PROCLOOK_WAIT_DEVICE);
	publish(2);
	fake.lseek_error = EINVAL;
	refused("a number that is none");
}

static void test_seek(void)
{
	begin(PROCLOOK_WAIT_ATTRIBUTE);
	fake.keep = 4;
	publish(6);
	is(proclook_watch_seek(watch, 0), 0, "seek to the oldest");
	is(proclook_watch_wait(watch, 0), 1, "it does not sleep then");
	is_next(3, 0, "oldest: nothing is missed");
	is(proclook_watch_seek(watch, 5), 0, "seek forward");
	is_next(5, 0, "forward: what was read before is forgotten");
	is(proclook_watch_seek(watch, 2), 0, "seek to what is overwritten");
	is_next(3, 1, "overwritten: is missed");
	is(proclook_watch_seek(watch, 7), 0, "seek to what comes next");
	is(proclook_watch_next(watch, event), 0, "there is none yet");
	publish(1);
	is_next(7, 0, "what came next");
	errno = 0;
	is(proclook_watch_seek(watch, 9), -1, "seek beyond");
	is(errno, EINVAL, "beyond: EINVAL");
	is(proclook_watch_seek(watch, UINT64_MAX), -1, "seek to no number");
	is(errno, EINVAL, "no number: EINVAL");
	is(proclook_watch_next(watch, event), 0, "a seek that fails changes nothing");
	fake_gone();
	is(proclook_watch_seek(watch, 1), -1, "seek when it is gone");
	is(errno, ENODEV, "gone: ENODEV");
	watcher_close("seek");
}

/* What blocks would not come back from the last record */
static void test_from_fds(void)
{
	int node;

	fake_reset();
	node = open(FAKE_NODE, O_RDONLY | O_CLOEXEC);
	watch = proclook_watch_new_from_fds(-1, node);
	event = proclook_event_new();
	ok(fcntl(node, F_GETFL) & O_NONBLOCK, "a descriptor of others never blocks");
	fake_event(&sample_exec);
	publish(2);
	is_next(1, 0, "through it");
	is_next(2, 0, "through it");
	is_next(3, 0, "through it");
	is_all(3, "through it");
	watcher_close("fds");
}

int main(void)
{
	test_one(PROCLOOK_WAIT_ATTRIBUTE, "paf");
	test_one(PROCLOOK_WAIT_DEVICE, "pf");
	test_gap();
	test_before_open();
	test_overrun();
	test_late();
	test_short_reads();
	test_error(EINTR, &fake.ioctl_error, "fetch EINTR");
	test_error(EINTR, &fake.pread_error, "acknowledge EINTR");
	test_error(EINTR, &fake.read_error, "read EINTR");
	test_error(EINTR, &fake.lseek_error, "seek EINTR");
	test_error(ENOMEM, &fake.read_error, "read ENOMEM");
	test_gone();
	test_generation();
	test_large();
	test_too_large();
	test_nonsense();
	test_seek();
	test_from_fds();
	return done_testing();
}
