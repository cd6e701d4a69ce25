// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an event costs if nobody is woken: who makes the events drains them himself, 64 at a
 * time.  All in, as in 20-alone.
 */
#define _GNU_SOURCE
#include "listener.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS		5
#define BATCHES		20
#define PROCESSES	32
#define EVENTS		(2 * PROCESSES)

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

/* In the process that measures */
static const struct way *way;
static int taken;

static void batch_step(size_t index)
{
	if (index < PROCESSES)
		loop_vfork(1);
	else if (way)
		taken += way->drain();
}

static double cost_of_batch(void)
{
	return steps_cost(PROCESSES + 1, BATCHES, batch_step);
}

static double measure_way(const struct way *measured)
{
	/* Each process inherits what is open, and closes it: one more than before costs */
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	double without = cost_of_batch();

	must(!close(fd));
	way = measured;
	way->open();
	way->drain();

	return (cost_of_batch() - without) / EVENTS;
}

/* In a process of its own, which ends as a listener */
static void measure(struct contender *contender)
{
	struct { double cost; int taken; } result;
	int fds[2];
	pid_t pid;

	must(!pipe(fds));
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		result.cost = measure_way(contender->way);
		result.taken = taken;
		must(write(fds[1], &result, sizeof(result)) == sizeof(result));
		_exit(0);
	}
	must(read(fds[0], &result, sizeof(result)) == sizeof(result));
	must(waitpid(pid, NULL, 0) == pid);
	close(fds[0]);
	close(fds[1]);
	samples_add(&contender->cost, result.cost);
	contender->complete &= result.taken == BATCHES * EVENTS;
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
		   contenders[i].name, BATCHES * EVENTS);
	}

	return done_testing();
}
