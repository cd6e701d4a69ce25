// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * When epoll says what of the attribute and of the node, level and edge
 *
 * All with the test module's event, which nobody else signals.
 */
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <unistd.h>

#include "batch.h"

#define BOTH	(EPOLLPRI | EPOLLIN)

static int epoll_on(int fd, __u32 events)
{
	struct epoll_event event = { .events = events };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	must(epoll >= 0 && !epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));

	return epoll;
}

static int epoll_for(int epoll, int ms)
{
	struct epoll_event event = { 0 };

	must(epoll_wait(epoll, &event, 1, ms) >= 0);

	return event.events;
}

static void test_epoll_level(void)
{
	int fd = open_watcher("test");
	int epoll = epoll_on(fd, BOTH);
	struct snap snap;

	is(epoll_for(epoll, ASLEEP_MS), 0, "epoll, node: asleep at first");
	signal_test(1);
	is(epoll_for(epoll, PATIENCE_MS), BOTH, "epoll, node: told");
	is(epoll_for(epoll, 0), BOTH, "epoll, node: told until it fetches");
	must(!snapshot(fd, &snap));
	is(epoll_for(epoll, 0), EPOLLIN, "epoll, node: and until it reads");
	must(read_rest(fd) == 1);
	is(epoll_for(epoll, ASLEEP_MS), 0, "epoll, node: asleep when it has");
	close(epoll);
	close(fd);
}

static void test_epoll_edge(void)
{
	int fd = open_watcher("test");
	int epoll = epoll_on(fd, BOTH | EPOLLET);
	struct snap snap;

	signal_test(1);
	is(epoll_for(epoll, PATIENCE_MS), BOTH, "edge, node: told");
	is(epoll_for(epoll, ASLEEP_MS), 0, "edge, node: told once");
	must(!snapshot(fd, &snap) && read_rest(fd) == 1);
	signal_test(1);
	is(epoll_for(epoll, PATIENCE_MS), BOTH,
	   "edge, node: told again of the first after it fetched");
	close(epoll);
	close(fd);
}

static void test_epoll_attribute(__u32 mode, const char *name)
{
	int fd = open_armed("test");
	int epoll = epoll_on(fd, EPOLLPRI | mode);

	is(epoll_for(epoll, ASLEEP_MS), 0, "%s, attribute: asleep at first",
	   name);
	signal_test(1);
	is(epoll_for(epoll, PATIENCE_MS), EPOLLPRI | EPOLLERR,
	   "%s, attribute: told", name);
	is(epoll_for(epoll, mode ? ASLEEP_MS : 0),
	   mode ? 0 : EPOLLPRI | EPOLLERR, "%s, attribute: told %s", name,
	   mode ? "once" : "until it reads");
	must(signal_read(fd) >= 0);
	is(epoll_for(epoll, ASLEEP_MS), 0, "%s, attribute: asleep when it has read",
	   name);
	signal_test(1);
	is(epoll_for(epoll, PATIENCE_MS), EPOLLPRI | EPOLLERR,
	   "%s, attribute: told again", name);
	close(epoll);
	close(fd);
}

int main(void)
{
	suite_begin("poll-epoll", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_epoll_level();
	test_epoll_edge();
	test_epoll_attribute(0, "epoll");
	test_epoll_attribute(EPOLLET, "edge");

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
