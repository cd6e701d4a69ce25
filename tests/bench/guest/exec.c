// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "exec.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

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

#define OPTION	"--option-which-takes-29-bytes"

/* The first one is the path, the second is the number */
void loop_exec_numbers(int from, int count)
{
	static char path[] = NOTHING, option[] = OPTION;
	char number[16];
	char *const argv[] = { path, number, option, option, option, option, option, NULL };
	int i;

	for (i = from; i < from + count; i++) {
		snprintf(number, sizeof(number), "%08d", i);
		execute(argv);
	}
}

void exec_text(char text[EXEC_TEXT_SIZE], int number)
{
	int len = snprintf(text, EXEC_TEXT_SIZE, "%s %08u %s %s %s %s %s", NOTHING,
			   number % 100000000u, OPTION, OPTION, OPTION, OPTION, OPTION);

	must(len == EXEC_TEXT_SIZE - 1);
}
