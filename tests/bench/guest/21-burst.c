// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an event costs in a burst: 64 of them before the listener runs, which is woken once.
 * All in: what the probes take, and how much longer it is until all sleep again.
 *
 * The generator outranks the listener.  Between two bursts it sleeps until a third process
 * wakes it, which only runs when the listener sleeps again.
 */
#define _GNU_SOURCE
#include "listener.h"
#include "stopwatch.h"

#include <math.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS		5
#define BURSTS		20
#define PROCESSES	32
#define EVENTS		(2 * PROCESSES)

struct contender {
	const struct way	*way;
	struct samples		cost;
	uint64_t		fewest;
	uint64_t		most_sleeps;
};

static struct contender contenders[] = {
	{ .way = &way_read, .fewest = -1 },
	{ .way = &way_node, .fewest = -1 },
	{ .way = &way_attribute, .fewest = -1 },
};

static int asked[2], answered[2];

static void idler_start(void)
{
	char byte;
	pid_t pid;

	must(!pipe(asked) && !pipe(answered));
	pid = fork();
	must(pid >= 0);
	if (pid)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	be_scheduled(PRIORITY_IDLE);
	while (read(asked[0], &byte, 1) == 1)
		must(write(answered[1], &byte, 1) == 1);
	_exit(0);
}

/* Return when nobody but the idler has anything to do */
static void let_others_run(void)
{
	char byte = 0;

	must(write(asked[1], &byte, 1) == 1 && read(answered[0], &byte, 1) == 1);
}

/**
 * struct burst - what one takes
 * @probes: all probes
 * @others: until the idler ran, at the least: mostly the kernel's own threads run, too
 */
struct burst {
	double	probes;
	double	others;
};

static double sum_of_probes(enum tracepoint tracepoint)
{
	struct samples samples = { };
	double sum = 0;
	size_t i;

	stopwatch_read(tracepoint, &samples);
	for (i = 0; i < samples.count; i++)
		sum += samples.value[i];
	samples_clear(&samples);

	return sum;
}

static struct burst measure_bursts(void)
{
	struct burst burst = { .others = INFINITY };
	int i;

	stopwatch_start();
	for (i = 0; i < BURSTS; i++) {
		uint64_t begin;

		loop_vfork(PROCESSES);
		begin = instructions();
		let_others_run();
		burst.others = fmin(burst.others, instructions() - begin);
	}
	burst.probes = (sum_of_probes(FORK) + sum_of_probes(EXIT)) / BURSTS;

	return burst;
}

static void measure(struct contender *contender)
{
	struct burst without = measure_bursts(), with;
	struct listener listener;
	uint64_t events, sleeps;

	listener_start(&listener, contender->way, 0);
	events = listener.shared->events;
	sleeps = listener_sleeps(&listener);
	with = measure_bursts();
	samples_add(&contender->cost, (with.probes + with.others - without.others) / EVENTS);
	events = listener.shared->events - events;
	sleeps = listener_sleeps(&listener) - sleeps;
	if (events < contender->fewest)
		contender->fewest = events;
	if (sleeps > contender->most_sleeps)
		contender->most_sleeps = sleeps;
	listener_stop(&listener);
}

static void report(struct contender *contender)
{
	const char *name = contender->way->name;

	samples_print(&contender->cost, "burst.%s", name);
	ok(contender->fewest >= EVENTS * BURSTS,
	   "%s: took or counted %llu of %d events in each round", name,
	   (unsigned long long)contender->fewest, EVENTS * BURSTS);
	ok(contender->most_sleeps <= BURSTS + 2, "%s: slept at most %llu times in %d bursts",
	   name, (unsigned long long)contender->most_sleeps, BURSTS);
}

int main(void)
{
	size_t i;
	int round;

	suite_begin("21-burst", 170);
	counter_check();
	stopwatch_load();
	load_and_fill(NULL);
	idler_start();
	be_scheduled(PRIORITY_HIGH);
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < ARRAY_SIZE(contenders); i++)
			measure(&contenders[i]);
	be_scheduled(0);
	unload("proclook");
	stopwatch_unload();
	for (i = 0; i < ARRAY_SIZE(contenders); i++)
		report(&contenders[i]);

	return done_testing();
}
