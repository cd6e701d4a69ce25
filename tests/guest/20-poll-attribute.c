// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * When poll() says what of the attribute: fresh, armed, signalled, read
 *
 * All with the test module's event, which nobody else signals.
 */
#define _GNU_SOURCE
#include <unistd.h>

#include "common.h"

static void test_attribute(void)
{
	int fd = signal_open("test");

	must(fd >= 0);
	is(poll_now(fd, POLLPRI), RAISED,
	   "attribute, fresh: POLLPRI, for nobody has read it");
	must(signal_read(fd) >= 0);
	is(poll_for(fd, POLLPRI, ASLEEP_MS), 0, "attribute, read: asleep");
	is(poll_now(fd, POLLIN), POLLIN,
	   "attribute, read: POLLIN says nothing, it is always there");
	signal_test(1);
	is(poll_now(fd, POLLPRI), RAISED, "attribute, signalled: POLLPRI");
	is(poll_now(fd, POLLPRI), RAISED,
	   "attribute, signalled: poll() alone acknowledges nothing");
	must(signal_read(fd) >= 0);
	is(poll_for(fd, POLLPRI, ASLEEP_MS), 0,
	   "attribute, acknowledged: asleep");
	close(fd);
}

static void test_attribute_value(void)
{
	int fd = open_armed("test");
	__s64 before = signal_read(fd);

	signal_test(3);
	is(signal_read(fd), before + 3,
	   "attribute: its value is the newest sequence number");
	close(fd);
}

static void test_attribute_coalesces(void)
{
	__u64 before = attribute("test", "notifications");
	int fd = open_armed("test");
	struct sleeper sleeper;

	sleeper_start(&sleeper, fd, POLLPRI);
	ok(sleeper_sleeps(&sleeper), "attribute: the poller sleeps");
	signal_test(100);
	is(sleeper_join(&sleeper), RAISED, "attribute: the poller is woken");
	is(attribute("test", "notifications"), before + 1,
	   "attribute: 100 signals are one notification");
	must(signal_read(fd) >= 0);
	is(poll_for(fd, POLLPRI, ASLEEP_MS), 0,
	   "attribute: 100 signals are acknowledged by one read");
	signal_test(100);
	is(poll_now(fd, POLLPRI), RAISED,
	   "attribute: the first signal after the read is another wake-up");
	is(attribute("test", "notifications"), before + 2,
	   "attribute: and another notification");
	close(fd);
}

static void test_attribute_two(void)
{
	int one = open_armed("test");
	int two = open_armed("test");

	signal_test(1);
	must(signal_read(one) >= 0);
	is(poll_for(one, POLLPRI, ASLEEP_MS), 0,
	   "two readers of the attribute: who has read sleeps");
	is(poll_now(two, POLLPRI), RAISED,
	   "two readers of the attribute: the other one is still told");
	signal_test(1);
	is(poll_now(one, POLLPRI), RAISED,
	   "two readers of the attribute: one that has not read keeps nobody asleep");
	close(one);
	close(two);
}

int main(void)
{
	suite_begin("poll-attribute", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_attribute();
	test_attribute_value();
	test_attribute_coalesces();
	test_attribute_two();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
