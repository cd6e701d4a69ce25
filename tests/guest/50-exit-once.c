// SPDX-License-Identifier: GPL-2.0-or-later
/* One exit for each process, when its threads leave at the same moment in all ways */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/io_uring.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "order.h"
#include "rounds.h"
#include "stage.h"

#define ROUNDS		(1000 / slow)
#define IO_ROUNDS	(100 / slow)
#define THREADS		3	/* besides the leader */
#define FORKERS		3
#define BURST		(700 / slow)	/* processes of each forker */

#define THREAD	SYS_exit
#define GROUP	SYS_exit_group

/* Who leaves how: the threads, then the leader */
static const long ways[][THREADS + 1] = {
	{ GROUP, GROUP, GROUP, GROUP },
	{ THREAD, THREAD, THREAD, THREAD },
	{ GROUP, GROUP, GROUP, THREAD },
	{ THREAD, THREAD, THREAD, GROUP },
	{ THREAD, GROUP, THREAD, GROUP },
	{ GROUP, GROUP, GROUP, GROUP },
};

#define WAY_KILLED	5	/* one more thing happens at the same time */

static pthread_barrier_t line;
static int ready, way;

/* All threads at one line; then two at a time, for so many can really run */
static void leave(int who)
{
	const long *calls = ways[way % ARRAY_SIZE(ways)];

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

	return NULL;
}

static void race(void)
{
	pthread_t thread;
	intptr_t who;

	pthread_barrier_init(&line, NULL, THREADS + 1);
	for (who = 0; who < THREADS; who++)
		if (pthread_create(&thread, NULL, leave_thread, (void *)who))
			abort();
	leave(THREADS);
}

static void test_exits(void)
{
	int i;

	rounds_begin();
	for (i = 0; i < ROUNDS; i++) {
		pid_t pid;

		way = i;
		pid = round_start(race);
		send_order(stage.order, ORDER_GO, 0);
		round_finish(pid);
	}
	rounds_sum_up("racing exits", ROUNDS, 2, 1 + THREADS);
}

/* Its worker is a thread of the process that came without a fork, and may leave last */
static void exit_with_io_worker(void)
{
	struct io_uring_params params = { .flags = IORING_SETUP_SQPOLL };

	must(syscall(SYS_io_uring_setup, 8, &params) >= 0);
	_exit(17);
}

static void test_io_workers(void)
{
	int i;

	rounds_begin();
	for (i = 0; i < IO_ROUNDS; i++) {
		pid_t pid = round_start(exit_with_io_worker);

		send_order(stage.order, ORDER_GO, 0);
		round_finish(pid);
	}
	rounds_sum_up("exits with io workers", IO_ROUNDS, 2, 2);
}

static void burst(void)
{
	int i;

	for (i = 0; i < BURST; i++) {
		pid_t pid = fork();

		if (!pid)
			_exit(i);
		if (pid < 0 || (i % 4 == 3 && waitpid(pid, NULL, 0) < 0))
			abort();
	}
	while (waitpid(-1, NULL, 0) > 0)
		;
	_exit(0);
}

/* Nobody goes step by step here */
static void test_burst(void)
{
	struct census before, after;
	int i, status, failed = 0;

	census_take(&before, stage.signal);
	for (i = 0; i < FORKERS; i++)
		round_start(burst);
	for (i = 0; i < FORKERS; i++)
		send_order(stage.order, ORDER_GO, 0);
	for (i = 0; i < FORKERS; i++)
		failed += waitpid(-1, &status, 0) < 0 || status;
	must(!failed);
	census_take(&after, stage.signal);
	is(after.seq - before.seq, 2 * FORKERS * (BURST + 1) +
	   census_others(&before, &after, FORKERS * (BURST + 1)),
	   "a burst of processes: two events each, and no more");
}

static bool second_has_passed(void *start)
{
	return now_ns() > *(__u64 *)start + NS_PER_SEC;
}

static void test_quiet(void)
{
	struct census before, after;
	__u64 start = now_ns();

	census_take(&before, stage.signal);
	must(eventually(second_has_passed, &start));
	census_take(&after, stage.signal);
	is(after.seq - before.seq, census_others(&before, &after, 0),
	   "where nothing happens there is no event");
}

int main(void)
{
	suite_begin("exit-once", 300);
	load("proclook", NULL);
	settle();
	stage_open();

	test_quiet();
	test_exits();
	test_io_workers();
	test_burst();

	stage_close();
	unload("proclook");

	return done_testing();
}
