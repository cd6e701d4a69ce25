// SPDX-License-Identifier: GPL-2.0-or-later
/* Opening: what is called, what can go wrong, and events that happen meanwhile */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <tap.h>
#include <unistd.h>

#include "watcher.h"

static void test_open(void)
{
	fake_reset();
	watch = proclook_watch_open("process", PROCLOOK_WAIT_ATTRIBUTE);
	ok(watch, "open");
	is_str(fake.steps, "AaN", "arm the attribute, then open the node");
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

/*
 * An event between any two steps of opening: before the node is open it is no news, and
 * may at most wake for nothing; afterwards it must be reported without the help of another
 * one.
 */
static void test_open_race(void)
{
	static const struct {
		char step;
		bool ready;
		bool new;
	} races[] = { { 'A', false, false }, { 'a', false, false }, { 'N', true, false },
		{ 'c', true, true } };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(races); i++) {
		char step = races[i].step;

		fake_reset();
		if (step != 'c')
			event_before(step);
		watch = proclook_watch_open("process", PROCLOOK_WAIT_ATTRIBUTE);
		event = proclook_event_new();
		if (step == 'c')
			fake_event(&sample_exec);
		ok(!event_is_due(), "event before step '%c' of open", step);
		is(proclook_watch_wait(watch, 0), races[i].ready, "'%c': is it ready?", step);
		is(proclook_watch_read(watch, event), races[i].new, "'%c': is it news?", step);
		is(seq(), 1, "'%c': it is the event", step);
		is(proclook_watch_wait(watch, 0), 0, "'%c': then it sleeps", step);
		fake_publish();
		is(proclook_watch_wait(watch, 0), 1, "'%c': the next one signals", step);
		is(proclook_watch_read(watch, event), 1, "'%c': and is news", step);
		watcher_close("race");
	}
}

static void test_from_fds(void)
{
	int node, attribute;
	char number[8];

	fake_reset();
	node = open(FAKE_NODE, O_RDONLY | O_CLOEXEC);
	attribute = open(FAKE_ATTRIBUTE, O_RDONLY | O_CLOEXEC);
	errno = 0;
	ok(!proclook_watch_new_from_fds(attribute, -1), "no node");
	is(errno, EBADF, "no node: EBADF");
	ok(!proclook_watch_new_from_fds(-2, node), "bad attribute");
	is(fake.open_files, 2, "they stay the caller's");

	fake_event(&sample_exec);
	is(pread(attribute, number, sizeof(number), 0), 2, "somebody acknowledges");
	watch = proclook_watch_new_from_fds(attribute, node);
	event = proclook_event_new();
	is(proclook_watch_get_fd(watch), attribute, "polls the attribute");
	is(proclook_watch_wait(watch, 0), 1, "the first wait does not trust that");
	is(proclook_watch_read(watch, event), 1, "nobody has fetched it");
	is(proclook_watch_wait(watch, 0), 0, "then it sleeps");
	watcher_close("fds");
}

static void test_from_node_alone(void)
{
	int node;

	fake_reset();
	node = open(FAKE_NODE, O_RDONLY | O_CLOEXEC);
	watch = proclook_watch_new_from_fds(-1, node);
	event = proclook_event_new();
	is(proclook_watch_get_fd(watch), node, "polls the node without attribute");
	is(proclook_watch_read(watch, event), 0, "nothing yet");
	fake_event(&sample_exec);
	is(proclook_watch_wait(watch, 0), 1, "ready");
	is(proclook_watch_read(watch, event), 1, "new");
	watcher_close("fd");
}

int main(void)
{
	test_open();
	test_open_errors();
	test_open_race();
	test_from_fds();
	test_from_node_alone();
	return done_testing();
}
