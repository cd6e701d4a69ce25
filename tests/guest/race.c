// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "race.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define THREAD	SYS_exit
#define GROUP	SYS_exit_group

/* Who leaves how: the threads, then the leader */
static const long ways[][RACERS] = {
	{ GROUP, GROUP, GROUP, GROUP },
	{ THREAD, THREAD, THREAD, THREAD },
	{ GROUP, GROUP, GROUP, THREAD },
	{ THREAD, THREAD, THREAD, GROUP },
	{ THREAD, GROUP, THREAD, GROUP },
	{ GROUP, GROUP, GROUP, GROUP },
};

#define WAY_KILLED	5	/* one more thing happens at the same time */

static pthread_barrier_t line;
static int ready;
static const long *calls;

/* All threads at one line; then two at a time, for so many can really run */
__noreturn static void leave(int who)
{
	pthread_barrier_wait(&line);
	__atomic_add_fetch(&ready, 1, __ATOMIC_ACQ_REL);
	while (__atomic_load_n(&ready, __ATOMIC_ACQUIRE) < 2)
		sched_yield();
	if (calls == ways[WAY_KILLED] && !who)
		kill(getpid(), SIGKILL);
	for (;;)
		syscall(calls[who], who + 1);
}

static void *leave_thread(void *who)
{
	leave((intptr_t)who);
}

void race(int way)
{
	pthread_t thread;
	intptr_t who;

	calls = ways[way % ARRAY_SIZE(ways)];
	pthread_barrier_init(&line, NULL, RACERS);
	for (who = 0; who < RACERS - 1; who++)
		if (pthread_create(&thread, NULL, leave_thread, (void *)who))
			abort();
	leave(who);
}
