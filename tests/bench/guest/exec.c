// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "stopwatch.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void execute(char *const argv[])
{
	char *const no_environment[] = { NULL };
	pid_t child = vfork();
	int status;

	if (!child) {
		execve(NOTHING, argv, no_environment);
		_exit(127);
	}
	must(child > 0 && waitpid(child, &status, 0) == child && !status);
}

void loop_exec(int processes, size_t bytes)
{
	static char arg[1 << 16];
	char *const argv[] = { arg, NULL };

	/* The NUL counts; and for the kernel no argument is an empty one */
	must(bytes > 0 && bytes <= sizeof(arg));
	memset(arg, 'x', bytes - 1);
	arg[bytes - 1] = '\0';
	while (processes--)
		execute(argv);
}
