// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What starts and ends of processes cost that other people's programs report, all in, as in
 * 20-alone: each process here is one start and one end
 */
#define _GNU_SOURCE
#include "bench.h"

#include <stdlib.h>
#include <string.h>

#include "listener.h"
#include "peer.h"

#define ROUNDS		5
#define PROCESSES	300
#define KINDS		2

/**
 * struct mark - how one knows a line that tells of a start, or of an end
 * @word: it has this one
 * @word_at: there, counted from 0
 * @pid_at: there it has the process
 */
struct mark {
	const char	*word;
	int		word_at;
	int		pid_at;
};

/**
 * struct contender - one of them
 * @peer: the program
 * @marks: of its lines; a second one only if it tells of starts and of ends
 * @cost: of an event, each time it was measured
 * @told: of how many it told, in all rounds
 * @sleeps: how often it slept, in all rounds
 */
struct contender {
	struct peer	*peer;
	struct mark	marks[KINDS];
	struct samples	cost;
	int		told;
	uint64_t	sleeps;
};

/* The lines of exitsnoop begin with the name of who ended */
static struct contender contenders[] = {
	{ .peer = &peer_forkstat, .marks = { { "child", 3, 2 }, { "exit", 1, 2 } } },
	{ .peer = &peer_bpftrace, .marks = { { "fork", 0, 2 }, { "exit", 0, 1 } } },
	{ .peer = &peer_exitsnoop, .marks = { { "30-peers", 0, 1 } } },
};

/* The processes of one round, and what was said of them */
static struct {
	pid_t	pid;
	bool	told[KINDS];
} processes[PROCESSES];

static int made;

static void one_process(size_t unused)
{
	(void)unused;
	processes[made++].pid = vfork_once();
}

static double cost_of_process(void)
{
	memset(processes, 0, sizeof(processes));
	made = 0;

	return steps_cost(1, PROCESSES, one_process);
}

static void some_processes(void)
{
	loop_vfork(50);
}

/* Once each: what else it says is of other processes, or of these once more */
static bool note(pid_t pid, int kind)
{
	int i;

	for (i = 0; i < PROCESSES; i++) {
		if (processes[i].pid == pid && !processes[i].told[kind]) {
			processes[i].told[kind] = true;
			return true;
		}
	}

	return false;
}

static const char *word_at(const char *line, int place)
{
	line += strspn(line, " ");
	while (place--) {
		line += strcspn(line, " ");
		line += strspn(line, " ");
	}

	return line;
}

static bool has_mark(const char *line, const struct mark *mark)
{
	const char *word = word_at(line, mark->word_at);
	size_t len = strlen(mark->word);

	return !strncmp(word, mark->word, len) && strcspn(word, "\n ") == len;
}

static const struct contender *heard;

static int kinds(const struct contender *contender)
{
	return contender->marks[1].word ? 2 : 1;
}

static bool is_event(const char *line)
{
	int kind;

	for (kind = 0; kind < kinds(heard); kind++) {
		const struct mark *mark = &heard->marks[kind];

		if (has_mark(line, mark))
			return note(strtol(word_at(line, mark->pid_at), NULL, 10), kind);
	}

	return false;
}

static void measure(struct contender *contender)
{
	double without = cost_of_process(), with;
	uint64_t sleeps;

	peer_start(contender->peer, PRIORITY_HIGH, some_processes);
	sleeps = sleeps_of(contender->peer->pid);
	with = cost_of_process();
	contender->sleeps += sleeps_of(contender->peer->pid) - sleeps;
	peer_stop(contender->peer);

	samples_add(&contender->cost, (with - without) / kinds(contender));
	heard = contender;
	contender->told += peer_count(contender->peer, is_event);
}

static void report(struct contender *contender)
{
	const char *name = contender->peer->name;
	int events = ROUNDS * PROCESSES * kinds(contender);

	samples_print(&contender->cost, "alone.%s", name);
	is(contender->told, events, "%s: told of each event of each process", name);
	ok(contender->sleeps >= (uint64_t)events, "%s: slept %llu times for %d events", name,
	   (unsigned long long)contender->sleeps, events);
}

int main(void)
{
	size_t i;
	int round;

	suite_begin("30-peers", 170);
	counter_check();
	loop_vfork(PROCESSES);
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < ARRAY_SIZE(contenders); i++)
			measure(&contenders[i]);
	for (i = 0; i < ARRAY_SIZE(contenders); i++)
		report(&contenders[i]);

	return done_testing();
}
