// SPDX-License-Identifier: GPL-2.0-or-later
/* Opening, waiting and reading: what is called, in which order, and what comes out */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <proclook.h>
#include <tap.h>
#include <unistd.h>

#include "fake.h"

static struct proclook_watch *watch;
static struct proclook_event *event;
static struct proclook_stats stats;

static void start(enum proclook_wait_on wait_on)
{
	fake_reset();
	watch = proclook_watch_open("process", wait_on);
	event = proclook_event_new();
	if (!watch || !event)
		bail_out("cannot open the fake: %s", strerror(errno));
	memset(fake.steps, 0, sizeof(fake.steps));
}

static void end(const char *what)
{
	proclook_watch_close(watch);
	proclook_event_free(event);
	is(fake.open_files, 0, "%s: no descriptor is left", what);
}

static uint64_t seq(void)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	return record ? record->seq : 0;
}

static void test_open(void)
{
	fake_reset();
	watch = proclook_watch_open("process", PROCLOOK_WAIT_ATTRIBUTE);
	ok(watch, "open");
	is_str(fake.steps, "NAap", "node, attribute, arm, look for what came between");
	ok(!fake.without_cloexec, "all is close-on-exec");
	is(proclook_watch_get_events(watch), POLLPRI, "poll for POLLPRI");
	is(proclook_watch_wait(watch, 0), 0, "not ready when nothing happened");
	is(proclook_watch_wait(watch, 5000), 0, "nor after a while");
	is(fake.sleeps, 1, "it slept");
	proclook_watch_close(watch);
	is(fake.open_files, 0, "closed");

	fake_reset();
	watch = proclook_watch_open("process", PROCLOOK_WAIT_DEVICE);
	is_str(fake.steps, "N", "the node alone for PROCLOOK_WAIT_DEVICE");
	is(proclook_watch_wait(watch, 0), 0, "not ready either");
	proclook_watch_close(watch);
	errno = 77;
	proclook_watch_close(NULL);
	is(errno, 77, "close(NULL) is nothing");
}

static void refused(const char *name, int wait_on, int error, const char *what)
{
	errno = 0;
	watch = proclook_watch_open(name, wait_on);
	ok(!watch, "%s: refused", what);
	is(errno, error, "%s: errno", what);
	is(fake.open_files, 0, "%s: no descriptor is left", what);
}

static void test_open_errors(void)
{
	static const char *const names[] = { "", ".", "..", "a/b", "/process", "process/" };
	size_t i;

	fake_reset();
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		refused(names[i], PROCLOOK_WAIT_DEVICE, EINVAL, names[i]);
	refused(NULL, PROCLOOK_WAIT_DEVICE, EINVAL, "no name");
	refused("process", 0, EINVAL, "wait on 0");
	refused("process", 3, EINVAL, "wait on 3");
	is_str(fake.steps, "", "nothing was opened");
	refused("thread", PROCLOOK_WAIT_ATTRIBUTE, ENOENT, "another name");
	fake.node_error = EACCES;
	refused("process", PROCLOOK_WAIT_ATTRIBUTE, EACCES, "node forbidden");
	fake.node_error = EPERM;
	refused("process", PROCLOOK_WAIT_ATTRIBUTE, EPERM, "foreign namespace");
	fake.node_error = 0;
	fake.attribute_error = EMFILE;
	refused("process", PROCLOOK_WAIT_ATTRIBUTE, EMFILE, "attribute");
	fake.attribute_error = 0;
	fake.pread_error = ENODEV;
	refused("process", PROCLOOK_WAIT_ATTRIBUTE, ENODEV, "gone while arming");
	fake.short_pread = true;
	refused("process", PROCLOOK_WAIT_ATTRIBUTE, EPROTO, "empty attribute");
	fake.wrong_rdev = true;
	refused("process", PROCLOOK_WAIT_DEVICE, ENODEV, "stale node");
	fake.present = false;
	refused("process", PROCLOOK_WAIT_ATTRIBUTE, ENOENT, "no device");
}

static int late;

/* An event when the library is about to take the step @late */
static void event_before(char step)
{
	if (step != late)
		return;
	late = 0;
	fake_event(&sample_exec);
}

/*
 * An event between any two steps of opening must be reported without the help
 * of another one.
 */
static void test_open_race(void)
{
	static const char steps[] = "Aapc";
	const char *step;

	for (step = steps; *step; step++) {
		fake_reset();
		late = *step == 'c' ? 0 : *step;
		fake.before = event_before;
		watch = proclook_watch_open("process", PROCLOOK_WAIT_ATTRIBUTE);
		event = proclook_event_new();
		if (*step == 'c')
			fake_event(&sample_exec);
		is(late, 0, "event before step '%c' of open", *step);
		is(proclook_watch_wait(watch, 0), 1, "'%c': it is ready", *step);
		is(proclook_watch_read(watch, event), 1, "'%c': it is news", *step);
		is(seq(), 1, "'%c': it is the event", *step);
		is(proclook_watch_wait(watch, 0), 0, "'%c': then it sleeps", *step);
		end("race");
	}
}

static void test_new(enum proclook_wait_on wait_on, const char *steps)
{
	start(wait_on);
	fake_event(&sample_exec);
	is(proclook_watch_wait(watch, -1), 1, "ready");
	is(proclook_watch_read(watch, event), 1, "new");
	is_str(fake.steps, steps, "poll, acknowledge, fetch");
	is(seq(), 1, "the event");
	is(proclook_event_get_missed(event), 0, "no gap");
	is(proclook_event_get_generation(event), (long long)fake.generation, "generation");
	is(proclook_watch_wait(watch, 0), 0, "then not ready");
	is(proclook_watch_read(watch, event), 0, "the same again is not new");
	is(seq(), 1, "but is there");
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), 1, "equal content, next seq: new");
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.reads, 3, "wakeups");
	is(stats.delivered, 2, "delivered");
	is(stats.duplicates, 1, "duplicates");
	is(stats.missed, 0, "missed");
	end("new");
}

/* The reason for the order: the other one would sleep on the second event */
static void test_late_event(void)
{
	start(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	late = 'f';
	fake.before = event_before;
	is(proclook_watch_read(watch, event), 1, "read, with an event before the fetch");
	is_str(fake.steps, "af", "acknowledged first");
	is(seq(), 2, "the later one was fetched");
	is(proclook_event_get_missed(event), 1, "the earlier one is counted");
	is(proclook_watch_wait(watch, 0), 1, "it signals once more");
	is(proclook_watch_read(watch, event), 0, "which is a duplicate");
	end("late before fetch");

	start(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	late = 'a';
	fake.before = event_before;
	is(proclook_watch_read(watch, event), 1, "read, with an event before the acknowledge");
	is(seq(), 2, "the later one was fetched");
	end("late before acknowledge");
}

/* Whatever the moment, the newest record is had without another event */
static void test_never_stuck(void)
{
	static const char steps[] = "af";
	const char *step;

	for (step = steps; *step; step++) {
		int turns = 0;

		start(PROCLOOK_WAIT_ATTRIBUTE);
		fake_event(&sample_exec);
		late = *step;
		fake.before = event_before;
		while (turns++ < 5 && proclook_watch_wait(watch, 0) == 1)
			proclook_watch_read(watch, event);
		is(seq(), 2, "event before '%c': the newest was read when it sleeps",
		   *step);
		ok(turns < 5, "event before '%c': it does sleep", *step);
		end("stuck");
	}
}

static void test_gaps(void)
{
	int i;

	start(PROCLOOK_WAIT_ATTRIBUTE);
	fake_fill(&sample_exec);
	for (i = 0; i < 5; i++)
		fake_publish();
	is(proclook_watch_read(watch, event), 1, "new after five");
	is(proclook_event_get_missed(event), 4, "four are missed");
	proclook_event_add_missed(event, 3);
	is(proclook_event_get_missed(event), 7, "and three that were left out");
	fake_publish();
	is(proclook_watch_read(watch, event), 1, "the next");
	is(proclook_event_get_missed(event), 0, "misses nothing");
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.delivered + stats.missed, 6, "delivered + missed is all");
	end("gaps");
}

static void test_before_open(void)
{
	fake_reset();
	fake_event(&sample_exec);
	watch = proclook_watch_open("process", PROCLOOK_WAIT_ATTRIBUTE);
	event = proclook_event_new();
	is(proclook_watch_read(watch, event), 0, "an event from before is no news");
	is(seq(), 1, "but can be had");
	is(proclook_event_get_missed(event), 0, "without a gap");
	fake_publish();
	is(proclook_watch_read(watch, event), 1, "the next is");
	is(proclook_event_get_missed(event), 0, "without a gap");
	end("before");
}

static void test_no_event(void)
{
	start(PROCLOOK_WAIT_ATTRIBUTE);
	is(proclook_watch_read(watch, event), 0, "ENODATA is nothing new");
	ok(!proclook_event_get_record(event), "no record");
	is_str(proclook_event_get_path(event), "", "no path");
	ok(!proclook_event_next_arg(event, NULL), "no argument");
	is(proclook_event_get_missed(event), 0, "no gap");
	is(proclook_event_get_generation(event), 0, "no generation");
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), 1, "the first event is new");
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.duplicates, 1, "the empty read is a duplicate");
	fake.size = 0;
	is(proclook_watch_read(watch, event), 0, "ENODATA again");
	ok(!proclook_event_get_record(event), "empties the event");
	end("no event");
}

static void test_spurious(void)
{
	start(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	proclook_watch_read(watch, event);
	fake.notified++;
	is(proclook_watch_wait(watch, 0), 1, "woken for nothing");
	is(proclook_watch_read(watch, event), 0, "brings nothing");
	is(proclook_watch_wait(watch, 0), 0, "and sleeps");
	end("spurious");
}

static void test_error(int error, int *where, const char *what)
{
	start(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	proclook_watch_read(watch, event);
	fake_publish();
	fake_publish();
	*where = error;
	errno = 0;
	is(proclook_watch_read(watch, event), -1, "%s: fails", what);
	is(errno, error, "%s: errno", what);
	is(seq(), 1, "%s: the event is as it was", what);
	is(proclook_watch_wait(watch, 0), 1, "%s: the next wait does not sleep", what);
	is(proclook_watch_read(watch, event), 1, "%s: then the record comes", what);
	is(proclook_event_get_missed(event), 1, "%s: with its gap", what);
	is(proclook_watch_wait(watch, 0), 0, "%s: and it sleeps", what);
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.reads, 3, "%s: every call is a wakeup", what);
	is(stats.delivered + stats.duplicates, 2, "%s: a failed one is neither", what);
	end(what);
}

static void test_gone(enum proclook_wait_on wait_on)
{
	start(wait_on);
	fake_event(&sample_exec);
	proclook_watch_read(watch, event);
	fake_gone();
	is(proclook_watch_wait(watch, -1), 1, "gone: ready");
	errno = 0;
	is(proclook_watch_read(watch, event), -1, "gone: read fails");
	is(errno, ENODEV, "gone: ENODEV");
	is(seq(), 1, "gone: the event is as it was");
	fake_back();
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), -1, "another life is not this one");
	end("gone");
}

/* Equal sequence numbers of two generations are two events */
static void test_generation(void)
{
	start(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), 1, "first generation");
	fake.generation++;
	is(proclook_watch_read(watch, event), 1, "same seq, other generation: new");
	is(seq(), 1, "same seq");
	end("generation");
}

static void test_growth(void)
{
	static char path[20000];
	struct sample large = sample_exec;

	memset(path, 'p', sizeof(path));
	large.path = path;
	large.path_len = sizeof(path);
	start(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&large);
	is(proclook_watch_read(watch, event), 1, "a record larger than we know");
	is_str(fake.steps, "aff", "asked for again with more room");
	is(strlen(proclook_event_get_path(event)), sizeof(path), "it is all there");
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), 1, "a small one into the other buffer");
	fake_event(&large);
	is(proclook_watch_read(watch, event), 1, "and a large one again");
	is(strlen(proclook_event_get_path(event)), sizeof(path), "it is all there");
	fake.ioctl_error = EMSGSIZE;
	errno = 0;
	is(proclook_watch_read(watch, event), -1, "EMSGSIZE without a size");
	is(errno, EPROTO, "is nonsense");
	end("growth");
}

static void test_from_fds(void)
{
	int node, attribute;

	fake_reset();
	node = open(FAKE_NODE, O_RDONLY | O_CLOEXEC);
	attribute = open(FAKE_ATTRIBUTE, O_RDONLY | O_CLOEXEC);
	errno = 0;
	ok(!proclook_watch_new_from_fds(attribute, -1), "no node");
	is(errno, EBADF, "no node: EBADF");
	ok(!proclook_watch_new_from_fds(-2, node), "bad attribute");
	is(fake.open_files, 2, "they stay the caller's");

	fake_event(&sample_exec);
	is(pread(attribute, &stats, 8, 0), 2, "somebody acknowledges");
	watch = proclook_watch_new_from_fds(attribute, node);
	event = proclook_event_new();
	is(proclook_watch_get_fd(watch), attribute, "polls the attribute");
	is(proclook_watch_wait(watch, 0), 1, "the first wait does not trust that");
	is(proclook_watch_read(watch, event), 1, "nobody has fetched it");
	is(proclook_watch_wait(watch, 0), 0, "then it sleeps");
	end("fds");

	fake_reset();
	node = open(FAKE_NODE, O_RDONLY | O_CLOEXEC);
	watch = proclook_watch_new_from_fds(-1, node);
	event = proclook_event_new();
	is(proclook_watch_get_fd(watch), node, "polls the node without attribute");
	is(proclook_watch_read(watch, event), 0, "nothing yet");
	fake_event(&sample_exec);
	is(proclook_watch_wait(watch, 0), 1, "ready");
	is(proclook_watch_read(watch, event), 1, "new");
	end("fd");
}

static bool interrupted(void)
{
	errno = EINTR;
	return true;
}

static void test_wait(void)
{
	start(PROCLOOK_WAIT_ATTRIBUTE);
	fake.asleep = interrupted;
	is(proclook_watch_wait(watch, -1), -1, "a signal");
	is(errno, EINTR, "EINTR");
	fake.asleep = NULL;
	fake.monotonic_ns = 0;
	is(proclook_watch_wait(watch, INT64_MAX), 0, "292 years");
	is(fake.monotonic_ns, INT64_MAX, "to the nanosecond");
	fake_reset();
	proclook_watch_close(watch);
	proclook_event_free(event);

	start(PROCLOOK_WAIT_DEVICE);
	close(proclook_watch_get_fd(watch));
	errno = 0;
	is(proclook_watch_wait(watch, -1), -1, "closed under its feet");
	is(errno, EBADF, "EBADF");
	proclook_watch_close(watch);
	proclook_event_free(event);
}

static int note(const char *name, const char *node, const char *syspath, void *data)
{
	is_str(name, "process", "find: name");
	is_str(node, FAKE_NODE, "find: node");
	is_str(syspath, FAKE_SYSPATH, "find: syspath");
	return *(int *)data;
}

static void test_find(void)
{
	int result = 0;

	fake_reset();
	is(proclook_find(note, &result), 0, "find");
	result = 5;
	is(proclook_find(note, &result), 5, "what it returns is returned");
	fake.present = false;
	is(proclook_find(note, &result), 0, "nothing to be found");
}

static void test_monitor(void)
{
	struct proclook_monitor *monitor;
	struct pollfd fd = { .events = POLLIN };

	fake_reset();
	fake.present = false;
	ok(!proclook_monitor_new("a/b"), "monitor: bad name");
	is(errno, EINVAL, "monitor: EINVAL");
	fake.monitor_error = EMFILE;
	ok(!proclook_monitor_new("process"), "monitor: udev fails");
	is(errno, EMFILE, "monitor: errno");
	fake.monitor_error = 0;
	monitor = proclook_monitor_new("process");
	fd.fd = proclook_monitor_get_fd(monitor);
	is(proclook_monitor_check(monitor), 0, "monitor: not there");
	is(poll(&fd, 1, 0), 0, "monitor: silent");
	fake_back();
	is(poll(&fd, 1, 0), 1, "monitor: an event");
	is(proclook_monitor_check(monitor), 1, "monitor: there");
	is(poll(&fd, 1, 0), 0, "monitor: the event is taken");
	proclook_monitor_free(monitor);
	proclook_monitor_free(NULL);
}

int main(void)
{
	test_open();
	test_open_errors();
	test_open_race();
	test_new(PROCLOOK_WAIT_ATTRIBUTE, "paf");
	test_new(PROCLOOK_WAIT_DEVICE, "pf");
	test_late_event();
	test_never_stuck();
	test_gaps();
	test_before_open();
	test_no_event();
	test_spurious();
	test_error(EINTR, &fake.ioctl_error, "EINTR");
	test_error(ENOMEM, &fake.ioctl_error, "ENOMEM");
	test_error(EINTR, &fake.pread_error, "pread EINTR");
	test_gone(PROCLOOK_WAIT_ATTRIBUTE);
	test_gone(PROCLOOK_WAIT_DEVICE);
	test_generation();
	test_growth();
	test_from_fds();
	test_wait();
	test_find();
	test_monitor();
	return done_testing();
}
