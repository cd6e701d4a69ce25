// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A storm of processes that nobody listens to
 */
#define _GNU_SOURCE
#include <unistd.h>

#include "common.h"
#include "storm.h"

#define PROCESSES	(300 / slow)	/* of each forker */

/* One notification tells whoever may come back */
static void test_armed(void)
{
	__u64 before, once, again;
	int fd = signal_open("process");

	must(fd >= 0);
	/* Whoever read it last has had its notification by now */
	storm(1, 1);
	before = attribute("process", "notifications");
	must(signal_read(fd) >= 0);
	storm(FORKERS, PROCESSES);
	once = attribute("process", "notifications");
	storm(FORKERS, PROCESSES);
	again = attribute("process", "notifications");
	is(once - before, 1,
	   "a storm after the attribute was read is one notification");
	is(again - once, 0, "a storm after that is none");
	is(poll_now(fd, POLLPRI), RAISED, "and whoever has read is told");
	close(fd);
}

int main(void)
{
	suite_begin("unheard", 300);
	load("proclook", NULL);
	settle();

	test_armed();

	unload("proclook");

	return done_testing();
}
