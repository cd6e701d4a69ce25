// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an event costs if nobody is woken: who makes the events drains them himself, 64 at a
 * time.  All in, as in 20-alone.
 *
 * The draining is counted by itself, exactly.  What it costs to send is that of the probe, which
 * does the same whether there is such a watcher or not; of the connector it is the
 * difference between the same processes with a listener and without.
 */
#define _GNU_SOURCE
#include "listener.h"

#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS		21
#define BATCHES		8
#define PROCESSES	32
#define EVENTS		(2 * PROCESSES * BATCHES)

struct contender {
	const char		*name;
	const struct way	*way;
	struct samples		cost;
	bool			complete;
};

static struct contender contenders[] = {
	{ "connector", &way_connector_recv, .complete = true },
	{ "read", &way_read_batch, .complete = true },
	{ "map", &way_map, .complete = true },
};

static double cost_of_batches(const struct way *way, int *taken)
{
	uint64_t begin;
	int i;

	*taken = 0;
	loop_vfork(PROCESSES);
	if (way)
		way->drain();
	begin = instructions();
	for (i = 0; i < BATCHES; i++) {
		loop_vfork(PROCESSES);
		if (way)
			*taken += way->drain();
	}

	return instructions() - begin;
}

/* In a process of its own, which ends as a listener */
static void measure(struct contender *contender)
{
	struct { double cost; int taken; } result;
	int fds[2], none;
	pid_t pid;

	must(!pipe(fds));
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		result.cost = -cost_of_batches(NULL, &none);
		contender->way->open();
		result.cost += cost_of_batches(contender->way, &result.taken);
		must(write(fds[1], &result, sizeof(result)) == sizeof(result));
		_exit(0);
	}
	must(read(fds[0], &result, sizeof(result)) == sizeof(result));
	must(waitpid(pid, NULL, 0) == pid);
	close(fds[0]);
	close(fds[1]);
	samples_add(&contender->cost, result.cost / EVENTS);
	contender->complete &= result.taken == EVENTS;
}

int main(void)
{
	size_t i;
	int round;

	suite_begin("22-batch", 170);
	counter_check();
	load("proclook", NULL);
	settle();
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < ARRAY_SIZE(contenders); i++)
			measure(&contenders[i]);
	unload("proclook");
	for (i = 0; i < ARRAY_SIZE(contenders); i++) {
		samples_print(&contenders[i].cost, "batch.%s", contenders[i].name);
		ok(contenders[i].complete, "%s: took all %d events in each round",
		   contenders[i].name, EVENTS);
	}

	return done_testing();
}
