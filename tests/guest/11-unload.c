// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Unloading: refused while a node is open; pollers of the attribute are woken
 *
 * delete_module(2) is called directly: modprobe would be a process of its own, and so
 * an event that wakes the poller for another reason.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common.h"

static int delete_module(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? errno : 0;
}

/* It is not only there: an event comes through */
static bool works(int fd, const char *event)
{
	static struct snap snap;

	if (!strcmp(event, "test"))
		signal_test(1);
	else
		must(!run("/bin/true", NULL));

	return node_is_ready((void *)event) && poll_now(fd, POLLPRI) == POLLPRI &&
	       !snapshot(fd, &snap) && !snap_seen(&snap);
}

static void test_busy(const char *module, const char *event)
{
	int fd = node_open(event);

	must(fd >= 0);
	is(attribute(event, "watchers"), 1, "%s: an open node is a watcher",
	   event);
	is(delete_module(module), EAGAIN,
	   "%s: cannot be unloaded while the node is open", module);
	ok(works(fd, event), "%s: works on after that", event);
	close(fd);
	is(attribute(event, "watchers"), 0, "%s: a closed node is none", event);
}

/* Read until it sleeps: what other processes do is an event as well */
static void arm_and_sleep(struct sleeper *sleeper, int fd)
{
	do {
		must(signal_read(fd) >= 0);
	} while (poll_for(fd, POLLPRI, ASLEEP_MS));
	sleeper_start(sleeper, fd, POLLPRI);
	ok(sleeper_sleeps(sleeper), "the poller of the attribute sleeps");
}

static void test_wake(const char *module, const char *event)
{
	struct sleeper sleeper;
	int fd = signal_open(event);

	must(fd >= 0);
	arm_and_sleep(&sleeper, fd);
	is(delete_module(module), 0,
	   "%s: unloads while its attribute is open and polled", module);
	is(sleeper_join(&sleeper), RAISED,
	   "%s: the poller of the attribute is woken", event);
	ok(signal_read(fd) < 0 && errno == ENODEV,
	   "%s: reading the attribute says ENODEV", event);
	is(poll_now(fd, POLLPRI), RAISED,
	   "%s: poll() of the attribute never sleeps again", event);
	close(fd);
}

int main(void)
{
	suite_begin("unload", 180);

	load("proclook", NULL);
	load("proclook_test", NULL);
	test_busy("proclook_test", "test");
	is(delete_module("proclook"), EAGAIN,
	   "proclook: cannot be unloaded while another module uses it");
	settle();
	test_wake("proclook_test", "test");
	test_busy("proclook", "process");
	test_wake("proclook", "process");

	return done_testing();
}
