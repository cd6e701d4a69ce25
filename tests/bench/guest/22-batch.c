// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an event costs if nobody is woken: who makes the events drains them himself, 64 at a
 * time.  What the same processes cost more then is one figure, and what draining costs by
 * itself another.  The second is exact, and if nobody sleeps it is all that comes to the
 * probe's cost; what the kernel does for the connector beforehand is only in the first.
 */
#define _GNU_SOURCE
#include "listener.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS		9
#define BATCHES		20
#define PROCESSES	32
#define EVENTS		(2 * PROCESSES)

struct contender {
	const char		*name;
	const struct way	*way;
	struct samples		cost;
	struct samples		drain;
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
static struct samples drains;

static void drain_once(void)
{
	uint64_t begin = instructions();

	taken += way->drain();
	samples_add(&drains, instructions() - begin);
}

static void batch_step(size_t index)
{
	if (index < PROCESSES)
		loop_vfork(1);
	else if (way)
		drain_once();
}

static double cost_of_batch(void)
{
	return steps_cost(PROCESSES + 1, BATCHES, batch_step);
}

/*
 * Each process closes at its end what it inherited, and the kernel adds up the sizes of its
 * mappings.  It may have no more of either with the way than without
 */
static double measure_way(const struct way *measured)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	void *mapping = mmap(NULL, 1, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	double without;

	must(fd >= 0 && mapping != MAP_FAILED);
	without = cost_of_batch();
	must(!close(fd));
	if (measured->maps)
		must(!munmap(mapping, 1));
	way = measured;
	way->open();
	way->drain();

	return (cost_of_batch() - without) / EVENTS;
}

/* In a process of its own, which ends as a listener */
static void measure(struct contender *contender)
{
	struct { double cost, drain; int taken; } result;
	int fds[2];
	pid_t pid;

	must(!pipe(fds));
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		result.cost = measure_way(contender->way);
		result.drain = samples_midmean(&drains) / EVENTS;
		result.taken = taken;
		must(write(fds[1], &result, sizeof(result)) == sizeof(result));
		_exit(0);
	}
	must(read(fds[0], &result, sizeof(result)) == sizeof(result));
	must(waitpid(pid, NULL, 0) == pid);
	close(fds[0]);
	close(fds[1]);
	samples_add(&contender->cost, result.cost);
	samples_add(&contender->drain, result.drain);
	contender->complete &= result.taken == BATCHES * EVENTS;
}

int main(void)
{
	size_t i;
	int round;

	suite_begin("22-batch", 170);
	counter_check();
	load_and_fill(NULL);
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < ARRAY_SIZE(contenders); i++)
			measure(&contenders[i]);
	unload("proclook");
	for (i = 0; i < ARRAY_SIZE(contenders); i++) {
		samples_print(&contenders[i].cost, "batch.%s", contenders[i].name);
		samples_print(&contenders[i].drain, "drain.%s", contenders[i].name);
		ok(contenders[i].complete, "%s: took all %d events in each round",
		   contenders[i].name, BATCHES * EVENTS);
	}

	return done_testing();
}
