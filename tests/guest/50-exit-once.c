// SPDX-License-Identifier: GPL-2.0-or-later
/* One exit for each process, when its threads leave at the same moment in all ways */
#define _GNU_SOURCE
#include <linux/io_uring.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "order.h"
#include "race.h"
#include "rounds.h"
#include "stage.h"

#define ROUNDS		(1000 / slow)
#define IO_ROUNDS	(100 / slow)
#define FORKERS		3
#define BURST		(700 / slow)	/* processes of each forker */

static int way;

static void race_now(void)
{
	race(way);
}

static void test_exits(void)
{
	int i;

	rounds_begin();
	for (i = 0; i < ROUNDS; i++) {
		pid_t pid;

		way = i;
		pid = round_start(race_now);
		send_order(stage.order, ORDER_GO, 0);
		round_finish(pid);
	}
	rounds_sum_up("racing exits", ROUNDS, 2, RACERS);
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
