// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an exec costs whose path and arguments are delivered: all that the process costs more
 * than on a kernel where nobody listens.  With proclook, what the probes cost if nobody
 * listens comes to that: what is measured is with the module and without its listener.
 */
#define _GNU_SOURCE
#include "exec.h"
#include "heard.h"
#include "listener.h"
#include "peer.h"

#include <string.h>

#define ROUNDS		5
#define PROCESSES	300
/* Numbers of processes of which nobody has to tell */
#define OTHERS		PROCESSES

/**
 * struct contender - one way or peer, each time it was measured
 * @name: as in the figures
 * @cost: of an exec
 * @right: how many of the processes it reported right, in all rounds
 * @sleeps: how often it slept, in all rounds
 */
struct contender {
	const char	*name;
	struct samples	cost;
	int		right;
	uint64_t	sleeps;
};

static int next;

static void one_exec(size_t unused)
{
	(void)unused;
	loop_exec_numbers(next++, 1);
}

static double cost_of_exec(int from)
{
	next = from;

	return steps_cost(1, PROCESSES, one_exec);
}

static void some_execs(void)
{
	loop_exec_numbers(OTHERS, 10);
}

/* With a listener that is @pid, of the processes that count */
static double cost_with(struct contender *contender, pid_t pid)
{
	uint64_t sleeps = sleeps_of(pid);
	double cost = cost_of_exec(0);

	contender->sleeps += sleeps_of(pid) - sleeps;

	return cost;
}

static void measure_way(struct contender *contender, const struct way *way)
{
	double without = cost_of_exec(OTHERS);
	struct listener listener;

	heard_begin();
	listener_start(&listener, way, PRIORITY_HIGH);
	samples_add(&contender->cost, cost_with(contender, listener.pid) - without);
	listener_stop(&listener);

	heard_kept();
	contender->right += heard_count(0, PROCESSES);
}

static void measure_peer(struct contender *contender, struct peer *peer)
{
	double without = cost_of_exec(OTHERS);

	peer_start(peer, PRIORITY_HIGH, some_execs);
	samples_add(&contender->cost, cost_with(contender, peer->pid) - without);
	peer_stop(peer);

	heard_begin();
	peer_count(peer, heard_line);
	contender->right += heard_count(0, PROCESSES);
}

/* How many it told right is a result: others need not tell all */
static void report(struct contender *contender)
{
	const char *name = contender->name;
	const int execs = ROUNDS * PROCESSES;

	samples_print(&contender->cost, "exec.%s", name);
	figure_print("exec.right.%s", 100. * contender->right / execs, name);
	ok(contender->sleeps >= (uint64_t)execs, "%s: slept %llu times for %d execs", name,
	   (unsigned long long)contender->sleeps, execs);
}

static void test_peer(struct peer *peer)
{
	struct contender contender = { .name = peer->name };
	int round;

	for (round = 0; round < ROUNDS; round++)
		measure_peer(&contender, peer);
	report(&contender);
	ok(contender.right > 0, "%s: told of some", peer->name);
	samples_clear(&contender.cost);
}

static int test_way(const struct way *way)
{
	struct contender contender = { .name = way->name };
	int round;

	for (round = 0; round < ROUNDS; round++)
		measure_way(&contender, way);
	report(&contender);
	samples_clear(&contender.cost);

	return contender.right;
}

int main(void)
{
	static struct peer * const peers[] = {
		&peer_execsnoop, &peer_extrace, &peer_bpftrace_exec, &peer_forkstat_exec,
	};
	size_t i;

	suite_begin("32-exec", 170);
	counter_check();
	some_execs();
	for (i = 0; i < ARRAY_SIZE(peers); i++)
		test_peer(peers[i]);
	test_way(&way_connector_exec);
	load_and_fill(NULL);
	is(test_way(&way_read_exec), ROUNDS * PROCESSES,
	   "read: path and arguments of each are right");
	unload("proclook");

	return done_testing();
}
