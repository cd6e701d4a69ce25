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

#define PROCESSES	300

static int next;

static void one_exec(size_t unused)
{
	(void)unused;
	loop_exec_numbers(next++, 1);
}

static double cost_of_exec(void)
{
	return steps_cost(1, PROCESSES, one_exec);
}

static void some_execs(void)
{
	loop_exec_numbers(next, 10);
	next += 10;
}

static void report(const char *name, double cost, int right)
{
	figure_print("exec.%s", cost, name);
	figure_print("exec.right.%s", 100. * right / PROCESSES, name);
}

static void measure_way(const struct way *way)
{
	double without = cost_of_exec(), with;
	struct listener listener;
	uint64_t events;
	int first = next;

	heard_begin();
	listener_start(&listener, way, PRIORITY_HIGH);
	with = cost_of_exec();
	events = listener.shared->events;
	listener_stop(&listener);

	heard_kept();
	report(way->name, with - without, heard_count(first, PROCESSES));
	is(events, PROCESSES, "%s: told of each", way->name);
}

/* One that is not right may still be of one of these processes */
static bool is_of_exec(const char *line)
{
	return strstr(line, NOTHING);
}

static void measure_peer(struct peer *peer)
{
	double without = cost_of_exec(), with;
	int first;

	peer_start(peer, PRIORITY_HIGH, some_execs);
	first = next;
	with = cost_of_exec();
	peer_stop(peer);

	heard_begin();
	peer_count(peer, heard_line);
	report(peer->name, with - without, heard_count(first, PROCESSES));
	ok(peer_count(peer, is_of_exec) >= PROCESSES, "%s: told of each",
	   peer->name);
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
		measure_peer(peers[i]);
	measure_way(&way_connector_exec);
	load_and_fill(NULL);
	measure_way(&way_read_exec);
	unload("proclook");

	return done_testing();
}
