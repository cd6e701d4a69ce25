// SPDX-License-Identifier: GPL-2.0-or-later
/* One exec and one exit for each process, when the exec is done by another thread */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "order.h"
#include "rounds.h"
#include "stage.h"

#define ROUNDS		(1000 / slow)

static int way;

static void *exec_thread(void *arg)
{
	(void)arg;
	execl(SUBJECT, "subject", "-q", NULL);
	abort();
}

static void *pause_thread(void *arg)
{
	pause();

	return arg;
}

/* The leader is made to leave by the exec, or leaves before it, or at that moment */
static void exec_by_thread(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, pause_thread, NULL) ||
	    pthread_create(&thread, NULL, exec_thread, NULL))
		abort();
	if (way % 2)
		syscall(SYS_exit, 1);
	pause();
}

static void test_execs(void)
{
	int seen = 0, wrong = 0;
	static struct snap snap;
	int i;

	rounds_begin();
	for (i = 0; i < ROUNDS; i++) {
		pid_t pid;

		way = i;
		pid = round_start(exec_by_thread);
		send_order(stage.order, ORDER_GO, 0);
		must(poll_for(stage.node, POLLPRI, PATIENCE_MS));
		must(!snapshot(stage.node, &snap));
		if (snap.record.type == PROCLOOK_EXEC && snap.record.pid == pid) {
			seen++;
			wrong += snap.record.tid == pid;
		}
		send_order(stage.order, ORDER_EXIT, i % 256);
		round_finish(pid);
	}
	seen += rounds_sum_up("execs by threads", ROUNDS, 3, 3);
	ok(seen >= ROUNDS, "execs by threads: each had its exec record");
	is(wrong, 0, "execs by threads: each with its old thread id");
}

int main(void)
{
	suite_begin("exec-once", 300);
	load("proclook", NULL);
	settle();
	stage_open();

	test_execs();

	stage_close();
	unload("proclook");

	return done_testing();
}
