// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "forkers.h"

#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

/* Until the gate is closed, which is when all are there */
__noreturn static void wait_and_live(const int gate[2], int forker, void (*live)(int forker))
{
	char nothing;

	close(gate[1]);
	must(!read(gate[0], &nothing, 1));
	live(forker);
	_exit(0);
}

void forkers_run(void (*live)(int forker))
{
	int gate[2], status, i;

	must(!pipe(gate));
	for (i = 0; i < FORKERS; i++) {
		pid_t pid = fork();

		must(pid >= 0);
		if (!pid)
			wait_and_live(gate, i, live);
	}
	close(gate[0]);
	close(gate[1]);
	for (i = 0; i < FORKERS; i++)
		must(wait(&status) > 0 && !status);
}
