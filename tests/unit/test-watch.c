// SPDX-License-Identifier: GPL-2.0-or-later
/* Waiting and reading: what is called, in which order, and what comes out */
#include <tap.h>

#include "watcher.h"

static struct proclook_stats stats;

static void test_new(enum proclook_wait_on wait_on, const char *steps)
{
	watcher_open(wait_on);
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
	watcher_close("new");
}

/* The reason for the order: the other one would sleep on the second event */
static void test_late_event(void)
{
	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	event_before('f');
	is(proclook_watch_read(watch, event), 1, "read, with an event before the fetch");
	is_str(fake.steps, "af", "acknowledged first");
	is(seq(), 2, "the later one was fetched");
	is(proclook_event_get_missed(event), 1, "the earlier one is counted");
	is(proclook_watch_wait(watch, 0), 1, "it signals once more");
	is(proclook_watch_read(watch, event), 0, "which is a duplicate");
	watcher_close("late before fetch");

	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	event_before('a');
	is(proclook_watch_read(watch, event), 1, "read, with an event before the acknowledge");
	is(seq(), 2, "the later one was fetched");
	watcher_close("late before acknowledge");
}

/* Whatever the moment, the newest record is had without another event */
static void test_never_stuck(void)
{
	static const char steps[] = "af";
	const char *step;

	for (step = steps; *step; step++) {
		int turns = 0;

		watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
		fake_event(&sample_exec);
		event_before(*step);
		while (turns++ < 5 && proclook_watch_wait(watch, 0) == 1)
			proclook_watch_read(watch, event);
		is(seq(), 2, "event before '%c': the newest was read when it sleeps",
		   *step);
		ok(turns < 5, "event before '%c': it does sleep", *step);
		watcher_close("stuck");
	}
}

static void test_gaps(void)
{
	int i;

	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
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
	watcher_close("gaps");
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
	watcher_close("before");
}

static void test_no_event(void)
{
	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
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
	watcher_close("no event");
}

static void test_spurious(void)
{
	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	proclook_watch_read(watch, event);
	fake.notified++;
	is(proclook_watch_wait(watch, 0), 1, "woken for nothing");
	is(proclook_watch_read(watch, event), 0, "brings nothing");
	is(proclook_watch_wait(watch, 0), 0, "and sleeps");
	watcher_close("spurious");
}

/* Equal sequence numbers of two generations are two events */
static void test_generation(void)
{
	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), 1, "first generation");
	fake.generation++;
	is(proclook_watch_read(watch, event), 1, "same seq, other generation: new");
	is(seq(), 1, "same seq");
	watcher_close("generation");
}

int main(void)
{
	test_new(PROCLOOK_WAIT_ATTRIBUTE, "paf");
	test_new(PROCLOOK_WAIT_DEVICE, "pf");
	test_late_event();
	test_never_stuck();
	test_gaps();
	test_before_open();
	test_no_event();
	test_spurious();
	test_generation();
	return done_testing();
}
