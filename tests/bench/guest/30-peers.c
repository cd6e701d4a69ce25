// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What starts and ends of processes cost that other people's programs report, all in, as in
 * 20-alone: each process here is one start and one end
 */
#define _GNU_SOURCE
#include "bench.h"

#include <string.h>

#include "listener.h"
#include "peer.h"

#define PROCESSES	500

/**
 * struct contender - one of them
 * @peer: the program
 * @events: how many of the two events it reports
 * @words: what its lines have, each of them that is one
 */
struct contender {
	struct peer		*peer;
	int			events;
	const char * const	*words;
};

static const char * const forkstat_words[] = { "fork", "exit", NULL };
static const char * const bpftrace_words[] = { "fork ", "exit ", NULL };
static const char * const exitsnoop_words[] = { "30-peers", NULL };

static const struct contender contenders[] = {
	{ &peer_forkstat, 2, forkstat_words },
	{ &peer_bpftrace, 2, bpftrace_words },
	{ &peer_exitsnoop, 1, exitsnoop_words },
};

static const char * const *words;

static bool is_event(const char *line)
{
	const char * const *word;

	for (word = words; *word; word++)
		if (strstr(line, *word))
			return true;

	return false;
}

static void one_process(size_t unused)
{
	(void)unused;
	loop_vfork(1);
}

static void some_processes(void)
{
	loop_vfork(50);
}

static double cost_of_process(void)
{
	return steps_cost(1, PROCESSES, one_process);
}

static void measure(const struct contender *contender)
{
	double without = cost_of_process(), with;
	uint64_t sleeps;
	int lines;

	peer_start(contender->peer, PRIORITY_HIGH, some_processes);
	sleeps = sleeps_of(contender->peer->pid);
	with = cost_of_process();
	sleeps = sleeps_of(contender->peer->pid) - sleeps;
	peer_stop(contender->peer);

	words = contender->words;
	lines = peer_count(contender->peer, is_event);
	figure_print("alone.%s", (with - without) / contender->events, contender->peer->name);
	ok(lines >= contender->events * PROCESSES, "%s: reported %d events of %d",
	   contender->peer->name, lines, contender->events * PROCESSES);
	diag("%s slept %llu times", contender->peer->name, (unsigned long long)sleeps);
}

int main(void)
{
	size_t i;

	suite_begin("30-peers", 170);
	counter_check();
	loop_vfork(PROCESSES);
	for (i = 0; i < ARRAY_SIZE(contenders); i++)
		measure(&contenders[i]);

	return done_testing();
}
