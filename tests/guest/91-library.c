// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The library on the module: record by record, in lists, with filters and in mapped memory
 */
#define _GNU_SOURCE
#include <errno.h>
#include <proclook.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"
#include "storm.h"

#define FORKERS_USED	2
#define PROCESSES	(1000 / slow)

static struct proclook_event *event, *other;

/**
 * struct tally - what one way to read has given
 * @seq: number of the last one
 * @given: how many
 * @missed: and how many not
 * @wrong: how many are not what must come next
 */
struct tally {
	__u64 seq;
	__u64 given;
	__u64 missed;
	__u64 wrong;
};

static __u64 seq_of(const struct proclook_event *which)
{
	const struct proclook_record *record = proclook_event_get_record(which);

	return record ? record->seq : 0;
}

static void count(struct tally *tally, const struct proclook_event *which)
{
	__u64 missed = proclook_event_get_missed(which);

	tally->wrong += seq_of(which) != tally->seq + missed + 1;
	tally->seq = seq_of(which);
	tally->missed += missed;
	tally->given++;
}

static bool is_same(const struct proclook_event *a, const struct proclook_event *b)
{
	const struct proclook_record *one = proclook_event_get_record(a);
	const struct proclook_record *two = proclook_event_get_record(b);

	return one && two && one->size == two->size && !memcmp(one, two, one->size) &&
	       proclook_event_get_generation(a) == proclook_event_get_generation(b);
}

static struct proclook_watch *watch_open(const char *name, enum proclook_wait_on wait_on)
{
	struct proclook_watch *watch = proclook_watch_open(name, wait_on);

	must(watch);
	return watch;
}

static struct proclook_mapping *map_open(const char *name)
{
	struct proclook_mapping *mapping = proclook_mapping_open(name);

	must(mapping);
	return mapping;
}

/* Few enough that the history has them all */
static void test_agree(enum proclook_wait_on wait_on, const char *what)
{
	struct proclook_watch *watch = watch_open("test", wait_on);
	struct proclook_mapping *mapping = map_open("test");
	int same = 0;

	is(proclook_watch_wait(watch, 0), 0, "%s: nothing yet", what);
	signal_bytes("test", 20, 100);
	is(proclook_watch_wait(watch, 0), 1, "%s: then it is ready", what);
	while (proclook_watch_next(watch, event) == 1 &&
	       proclook_mapping_next(mapping, other) == 1)
		same += is_same(event, other) && !proclook_event_get_missed(event) &&
			!proclook_event_get_missed(other);
	is(same, 20, "%s: read and mapped, each record is the same", what);
	is(proclook_mapping_next(mapping, other), 0, "%s: and then none", what);
	is(proclook_mapping_newest(mapping, other), 1, "%s: there is a newest", what);
	ok(is_same(event, other), "%s: it is the last one", what);
	is(proclook_watch_wait(watch, 0), 0, "%s: and it sleeps", what);
	proclook_mapping_close(mapping);
	proclook_watch_close(watch);
}

/* More than the history has: both count what is gone, and agree on the rest */
static void test_overrun(void)
{
	struct proclook_watch *watch = watch_open("test", PROCLOOK_WAIT_DEVICE);
	struct proclook_mapping *mapping = map_open("test");
	__u64 before = attribute("test", "signal");
	struct tally read = { .seq = before }, mapped = { .seq = before };

	signal_bytes("test", 100, 3000);
	while (proclook_watch_next(watch, event) == 1)
		count(&read, event);
	while (proclook_mapping_next(mapping, other) == 1)
		count(&mapped, other);
	is(read.given + read.missed, 100, "overrun: read: all are accounted for");
	is(read.wrong, 0, "overrun: read: in order");
	ok(read.missed > 50, "overrun: read: most are missed");
	is(read.missed, attribute("test", "overwritten") - before,
	   "overrun: read: just those that are overwritten");
	is(mapped.given, read.given, "overrun: mapped: the same number");
	is(mapped.missed, read.missed, "overrun: mapped: the same are missed");
	is(mapped.wrong, 0, "overrun: mapped: in order");
	proclook_mapping_rewind(mapping);
	is(proclook_watch_seek(watch, 0), 0, "back to the oldest");
	ok(proclook_watch_next(watch, event) == 1 &&
	   proclook_mapping_next(mapping, other) == 1 && is_same(event, other),
	   "it is the same in both ways");
	proclook_mapping_close(mapping);
	proclook_watch_close(watch);
}

/* Both read while it goes on; the storm's end is their end */
static void test_storm(void)
{
	struct proclook_watch *watch = watch_open("process", PROCLOOK_WAIT_ATTRIBUTE);
	__u64 before = attribute("process", "signal");
	struct tally read = { .seq = before }, mapped = { .seq = before };
	struct proclook_mapping *mapping = map_open("process");
	int status = 0;
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid) {
		storm(FORKERS_USED, PROCESSES);
		_exit(0);
	}
	while (waitpid(pid, &status, WNOHANG) == 0) {
		while (proclook_watch_next(watch, event) == 1)
			count(&read, event);
		while (proclook_mapping_next(mapping, other) == 1)
			count(&mapped, other);
	}
	must(!status);
	while (proclook_watch_next(watch, event) == 1)
		count(&read, event);
	while (proclook_mapping_next(mapping, other) == 1)
		count(&mapped, other);
	is(read.wrong, 0, "storm: read: in order");
	is(mapped.wrong, 0, "storm: mapped: in order");
	ok(read.given + read.missed >= FORKERS_USED * (__u64)PROCESSES * 2,
	   "storm: read: all are accounted for");
	is(read.missed, 0, "storm: read: the history has them all");
	is(mapped.missed, 0, "storm: mapped: the history has them all");
	diag("%llu events", read.given);
	proclook_mapping_close(mapping);
	proclook_watch_close(watch);
}

static pid_t start_child(void)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (pid)
		return pid;
	pause();
	_exit(0);
}

static void end_child(pid_t pid)
{
	must(!kill(pid, SIGKILL) && waitpid(pid, NULL, 0) == pid);
}

/* Ours, a child, and none that is gone; then what happens next */
static void test_list(void)
{
	struct proclook_watch *watch = watch_open("process", PROCLOOK_WAIT_DEVICE);
	struct proclook_processes *list = proclook_processes_new(watch);
	pid_t gone = start_child(), child = start_child();
	int found = 0, wrong = 0, last = 0, ret;
	__u64 child_start = 0;

	must(list);
	end_child(gone);
	while ((ret = proclook_processes_next(list, event)) == 1) {
		const struct proclook_record *record = proclook_event_get_record(event);

		wrong += record->pid <= last || record->type != PROCLOOK_EXISTING ||
			 record->pid == gone;
		last = record->pid;
		found += record->pid == getpid() || record->pid == child;
		if (record->pid == child)
			child_start = record->start_ns;
	}
	is(ret, 0, "list: to its end");
	is(found, 2, "list: this process and its child");
	is(wrong, 0, "list: in order, and none that is gone");
	end_child(child);
	is(proclook_watch_seek(watch, proclook_processes_get_seq(list) + 1), 0,
	   "list: seek behind it");
	do {
		ret = proclook_watch_next(watch, event);
	} while (ret == 1 && (proclook_event_get_record(event)->type != PROCLOOK_EXIT ||
			      proclook_event_get_record(event)->pid != child));
	is(ret, 1, "list: the child's end comes after it");
	is(proclook_event_get_record(event)->start_ns, child_start, "list: it is the same child");
	proclook_processes_free(list);
	proclook_watch_close(watch);
}

/* On either way to wait: the filter goes to the node */
static void test_filter(enum proclook_wait_on wait_on, const char *what)
{
	struct proclook_watch *watch = watch_open("process", wait_on);
	struct proclook_filter filter = {
		.types = 1ULL << PROCLOOK_EXIT,
		.flags = PROCLOOK_FILTER_COMM,
		.comm = "91-library",
	};
	int i, exits = 0, wrong = 0;
	pid_t children[5];

	is(proclook_watch_set_filter(watch, &filter), 0, "%s: a filter", what);
	for (i = 0; i < 5; i++)
		children[i] = start_child();
	is(proclook_watch_wait(watch, 0), 0, "%s: forks wake nobody", what);
	for (i = 0; i < 5; i++)
		end_child(children[i]);
	is(proclook_watch_wait(watch, 0), 1, "%s: exits do", what);
	for (; proclook_watch_next(watch, event) == 1; exits++)
		wrong += exits >= 5 ||
			 proclook_event_get_record(event)->pid != children[exits] ||
			 proclook_event_get_missed(event);
	is(exits, 5, "%s: just the exits", what);
	is(wrong, 0, "%s: in order, none missed", what);
	is(proclook_watch_wait(watch, 0), 0, "%s: then it sleeps", what);
	proclook_watch_close(watch);
}

int main(void)
{
	suite_begin("library", 120);
	load("proclook", NULL);
	load("proclook_test", NULL);
	event = proclook_event_new();
	other = proclook_event_new();
	must(event && other);

	test_agree(PROCLOOK_WAIT_ATTRIBUTE, "attribute");
	test_agree(PROCLOOK_WAIT_DEVICE, "device");
	test_overrun();
	test_storm();
	test_list();
	test_filter(PROCLOOK_WAIT_ATTRIBUTE, "filter, attribute before");
	test_filter(PROCLOOK_WAIT_DEVICE, "filter, device");

	proclook_event_free(event);
	proclook_event_free(other);
	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
