// SPDX-License-Identifier: GPL-2.0-or-later
/* Which named events there are, and when one comes or goes */
#include <errno.h>
#include <poll.h>
#include <proclook.h>
#include <tap.h>

#include "fake.h"

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
	test_find();
	test_monitor();
	return done_testing();
}
