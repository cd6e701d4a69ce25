// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "storm.h"

#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

static void fork_many(int processes)
{
	int i;

	for (i = 0; i < processes; i++) {
		pid_t pid = fork();

		must(pid >= 0);
		if (!pid && i % 16)
			_exit(i);
		if (!pid)
			execl("/bin/true", "true", "some", "arguments", NULL);
		if (i % 3 == 2)
			waitpid(pid, NULL, 0);
	}
	while (waitpid(-1, NULL, 0) > 0)
		;
	_exit(0);
}

void storm(int forkers, int processes)
{
	pid_t pids[FORKERS];
	int i, status;

	for (i = 0; i < forkers; i++) {
		pids[i] = fork();
		must(pids[i] >= 0);
		if (!pids[i])
			fork_many(processes);
	}
	for (i = 0; i < forkers; i++)
		must(waitpid(pids[i], &status, 0) == pids[i] && !status);
}
