// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "bench.h"

#include <sys/wait.h>
#include <unistd.h>

/*
 * vfork(): nothing is copied, so that what everybody pays, which varies, is as little as
 * it can be beside what is measured.  For the kernel it is a process like any other.
 */
pid_t vfork_once(void)
{
	pid_t child = vfork();

	if (!child)
		_exit(0);
	must(child > 0 && waitpid(child, NULL, 0) == child);

	return child;
}

void loop_vfork(int processes)
{
	while (processes--)
		vfork_once();
}

void load_and_fill(const char *parameter)
{
	load("proclook", parameter);
	settle();
	while (!attribute("process", "overwritten"))
		loop_vfork(100);
}
