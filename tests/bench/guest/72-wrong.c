// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Of which execs is path or arguments wrong or missing, when processes end as soon as they
 * have begun, on two processors, and the listener gets what is left of them
 */
#define _GNU_SOURCE
#include "exec.h"
#include "forkers.h"
#include "heard.h"
#include "listener.h"
#include "peer.h"

#define PROCESSES	4000
/* Numbers above are for what comes before the storm */
#define BEFORE		PROCESSES

static void exec_many(int forker)
{
	const int each = PROCESSES / FORKERS;

	loop_exec_numbers(forker * each, each);
}

static void exec_before(void)
{
	loop_exec_numbers(BEFORE, 20);
}

static int report(const char *name)
{
	int wrong = PROCESSES - heard_count(0, PROCESSES);

	figure_print("storm.wrong.%s", 100. * wrong / PROCESSES, name);

	return wrong;
}

static int storm_for_way(const struct way *way)
{
	struct listener listener;

	heard_begin();
	listener_start(&listener, way, 0);
	forkers_run(exec_many);
	listener_wait(&listener);
	listener_stop(&listener);
	heard_kept();

	return report(way->name);
}

static void storm_for_peer(struct peer *peer)
{
	peer_start(peer, 0, exec_before);
	forkers_run(exec_many);
	peer_wait(peer);
	peer_stop(peer);
	heard_begin();
	ok(peer_count(peer, heard_line) > 0, "%s: told of some", peer->name);
	report(peer->name);
}

int main(void)
{
	static struct peer * const peers[] = {
		&peer_execsnoop, &peer_extrace, &peer_bpftrace_exec, &peer_forkstat_exec,
	};
	size_t i;

	suite_begin("72-wrong", 600);
	for (i = 0; i < ARRAY_SIZE(peers); i++)
		storm_for_peer(peers[i]);
	load("proclook", NULL);
	settle();
	storm_for_way(&way_connector_exec);
	is(storm_for_way(&way_read_exec), 0, "read: path and arguments of each are right");
	unload("proclook");

	return done_testing();
}
