// SPDX-License-Identifier: GPL-2.0-or-later
/* One beginning and one end for each thread, when they leave at the same moment in all ways */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "race.h"

#define ROUNDS		(1000 / slow)
#define EXEC_ROUNDS	(200 / slow)

static int node;

/* What the rounds came to */
static struct sums {
	int created, ended;	/* in all */
	int doubled;		/* an id that had the same twice */
	int lost;
} sums;

static pthread_barrier_t line;

/* @tids: of one process, those that had such a record */
static void note(int *tids, int *count, const struct proclook_record *record)
{
	int i;

	for (i = 0; i < *count; i++)
		sums.doubled += tids[i] == record->tid;
	must(*count < 2 * RACERS);
	tids[(*count)++] = record->tid;
}

/* All the records are there when the process has been waited for */
static void sum_up(pid_t pid)
{
	static struct batch batch;
	int created[2 * RACERS] = { 0 }, ended[2 * RACERS] = { 0 };
	const struct proclook_record *record;
	int creates = 0, ends = 0;

	while (poll_now(node, POLLIN)) {
		errno = batch_read(node, &batch, BATCH_SIZE);
		must(!errno);
		while ((record = batch_next(&batch))) {
			sums.lost += record->lost;
			if (record->pid == pid && record->type == PROCLOOK_THREAD_CREATE)
				note(created, &creates, record);
			if (record->pid == pid && record->type == PROCLOOK_THREAD_EXIT)
				note(ended, &ends, record);
		}
	}
	sums.created += creates;
	sums.ended += ends;
}

static void rounds(int count, void (*life)(int round))
{
	int i;

	sums = (struct sums){ 0 };
	for (i = 0; i < count; i++) {
		pid_t pid = fork();

		must(pid >= 0);
		if (!pid)
			life(i);
		must(waitpid(pid, NULL, 0) == pid);
		sum_up(pid);
	}
}

static void test_exits(void)
{
	rounds(ROUNDS, race);
	is(sums.created, RACERS * ROUNDS, "racing exits: one beginning for each thread");
	is(sums.ended, RACERS * ROUNDS, "racing exits: one end for each thread");
	is(sums.doubled, 0, "racing exits: none has the id of another");
	is(sums.lost, 0, "racing exits: none was lost");
}

static void exec_together(int who)
{
	pthread_barrier_wait(&line);
	if (who % 2)
		execl("/bin/busybox", "true", NULL);
	_exit(who);
}

static void *exec_thread(void *who)
{
	exec_together((intptr_t)who);

	return NULL;
}

/* Who execs kills the others, who want the same or to end it all */
static void race_exec(int round)
{
	pthread_t thread;
	int who;

	pthread_barrier_init(&line, NULL, RACERS);
	for (who = 1; who < RACERS; who++)
		if (pthread_create(&thread, NULL, exec_thread, (void *)(intptr_t)(who + round)))
			abort();
	exec_together(round);
}

/* One that execs takes over the id of the first thread, which may so end twice */
static void test_execs(void)
{
	rounds(EXEC_ROUNDS, race_exec);
	is(sums.created, RACERS * EXEC_ROUNDS, "racing execs: one beginning for each thread");
	is(sums.ended, RACERS * EXEC_ROUNDS, "racing execs: one end for each thread");
	ok(sums.doubled <= EXEC_ROUNDS, "racing execs: at most one id of each process comes twice");
	is(sums.lost, 0, "racing execs: none was lost");
	diag("%d of %d were won by another than the first thread", sums.doubled, EXEC_ROUNDS);
}

int main(void)
{
	suite_begin("thread-once", 180);
	load("proclook", NULL);
	must(eventually(node_is_ready, (char *)"thread"));
	settle();
	node = open_watcher("thread");

	test_exits();
	test_execs();

	close(node);
	unload("proclook");

	return done_testing();
}
