// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an event costs that is taken alone: its listener runs before anybody else does, and
 * sleeps again before the next one.  All in: what the probe costs if nobody listens, and
 * what the same processes cost more with a listener.  Both are measured with the module
 * loaded: loading it changes what every process costs, by more than the probe.
 */
#define _GNU_SOURCE
#include "listener.h"

#include <sys/eventfd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS		9
#define PROCESSES	200
#define EVENTS		(2 * PROCESSES)

/**
 * struct contender - one way, each time it was measured
 * @way: how it listens
 * @cost: of an event
 * @age: of an event when the listener had it in hands
 * @taken: in a round at least so many events were taken
 * @sleeps: in a round it slept at least so many times
 */
struct contender {
	const struct way	*way;
	struct samples		cost;
	struct samples		age;
	uint64_t		taken;
	uint64_t		sleeps;
};

static struct contender contenders[] = {
	{ .way = &way_connector_recv, .taken = -1, .sleeps = -1 },
	{ .way = &way_connector_poll, .taken = -1, .sleeps = -1 },
	{ .way = &way_read, .taken = -1, .sleeps = -1 },
	{ .way = &way_node, .taken = -1, .sleeps = -1 },
	{ .way = &way_attribute, .taken = -1, .sleeps = -1 },
};

static struct samples bare, idle, floor_cost;

static void one_process(size_t unused)
{
	(void)unused;
	loop_vfork(1);
}

static double cost_of_process(void)
{
	return steps_cost(1, PROCESSES, one_process);
}

static uint64_t lesser(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static void take_ages(struct contender *contender, struct listener *listener)
{
	size_t i;

	listener->shared->wants_ages = true;
	loop_vfork(PROCESSES);
	listener->shared->wants_ages = false;
	for (i = 0; i < listener->shared->ages; i++)
		samples_add(&contender->age, listener->shared->age[i]);
}

static void measure(struct contender *contender)
{
	double without = cost_of_process();
	struct listener listener;
	uint64_t events, sleeps;

	samples_add(&idle, without);
	listener_start(&listener, contender->way, PRIORITY_HIGH);
	events = listener.shared->events;
	sleeps = listener_sleeps(&listener);
	samples_add(&contender->cost, (cost_of_process() - without) / 2);
	contender->taken = lesser(contender->taken, listener.shared->events - events);
	contender->sleeps = lesser(contender->sleeps, listener_sleeps(&listener) - sleeps);
	take_ages(contender, &listener);
	listener_stop(&listener);
}

static void wait_and_clear(int fd)
{
	uint64_t value;

	must(poll_for(fd, POLLIN, -1) == POLLIN);
	must(read(fd, &value, sizeof(value)) == sizeof(value));
}

static void ring(int fd)
{
	uint64_t one = 1;

	must(write(fd, &one, sizeof(one)) == sizeof(one));
}

static int there, back;

static void ring_and_wait(size_t unused)
{
	(void)unused;
	ring(there);
	wait_and_clear(back);
}

/* Two processes wake each other: what one wake-up costs at the least */
static double cost_of_wakeup(void)
{
	double cost;
	pid_t child;

	there = eventfd(0, 0);
	back = eventfd(0, 0);
	must(there >= 0 && back >= 0);
	child = fork();
	must(child >= 0);
	if (!child) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		be_scheduled(PRIORITY_HIGH);
		for (;;) {
			wait_and_clear(there);
			ring(back);
		}
	}
	cost = steps_cost(1, PROCESSES, ring_and_wait) / 2;
	must(!kill(child, SIGKILL) && waitpid(child, NULL, 0) == child);
	close(there);
	close(back);

	return cost;
}

static void report(struct contender *contender)
{
	const char *name = contender->way->name;

	samples_print(&contender->cost, "alone.%s", name);
	/* Starts and ends take differently long: no median, which would be either */
	figure_print("latency.%s", samples_midmean(&contender->age), name);
	ok(contender->taken >= EVENTS, "%s: took %llu of %d events in each round", name,
	   (unsigned long long)contender->taken, EVENTS);
	ok(contender->sleeps >= EVENTS, "%s: slept %llu times for %d events in each round",
	   name, (unsigned long long)contender->sleeps, EVENTS);
}

int main(void)
{
	size_t i;
	int round;

	suite_begin("20-alone", 170);
	counter_check();
	for (round = 0; round < ROUNDS; round++)
		samples_add(&bare, cost_of_process());
	load_and_fill(NULL);
	for (round = 0; round < ROUNDS; round++) {
		samples_add(&floor_cost, cost_of_wakeup());
		for (i = 0; i < ARRAY_SIZE(contenders); i++)
			measure(&contenders[i]);
	}
	unload("proclook");
	samples_print(&bare, "loop.bare");
	samples_print(&idle, "loop.idle");
	samples_print(&floor_cost, "floor");
	for (i = 0; i < ARRAY_SIZE(contenders); i++)
		report(&contenders[i]);

	return done_testing();
}
