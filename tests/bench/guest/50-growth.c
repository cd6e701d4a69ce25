// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How the cost of a probe grows: with the watchers that do not want the event, with those that
 * sleep and are woken by it, with the arguments of an exec, and with the history
 */
#define _GNU_SOURCE
#include "crowd.h"
#include "exec.h"
#include "stopwatch.h"

/**
 * struct kind - one kind of watchers
 * @name: of the figure
 * @live: what they do
 * @takes: how many records each of them takes from one process' fork and exit
 */
struct kind {
	const char	*name;
	void		(*live)(struct member *member);
	int		takes;
};

static const struct kind kinds[] = {
	{ "filter", live_filtering, 0 },
	{ "read", live_reading, 2 },
};

/* As the least of all: whoever was woken sleeps again before the next event */
static void run_processes(int processes)
{
	be_scheduled(PRIORITY_IDLE);
	loop_vfork(processes);
	be_scheduled(0);
}

static void measure_watchers(const struct kind *kind, int watchers)
{
	static struct samples samples;
	/* All of them run after each event, which takes its time */
	int processes = watchers < 100 ? 100 : 10;
	uint64_t wanted = (uint64_t)kind->takes * processes * watchers;
	uint64_t sleeps, taken;
	struct crowd crowd;

	crowd_start(&crowd, watchers, kind->live);
	run_processes(1);
	sleeps = crowd_sleeps(&crowd);
	taken = crowd_taken(&crowd);
	stopwatch_start();
	run_processes(processes);
	stopwatch_read(FORK, &samples);
	sleeps = crowd_sleeps(&crowd) - sleeps;
	taken = crowd_taken(&crowd) - taken;
	crowd_stop(&crowd);

	samples_print(&samples, "grow.watchers.%d.%s", watchers, kind->name);
	ok(taken >= wanted && sleeps >= wanted && !taken == !wanted,
	   "%d watchers, %s: each slept, and was woken by what it wants: %llu, %llu of %llu",
	   watchers, kind->name, (unsigned long long)sleeps, (unsigned long long)taken,
	   (unsigned long long)wanted);
}

static void test_watchers(void)
{
	static const int counts[] = { 1, 10, 100, 1000 };
	size_t i, k;

	for (k = 0; k < ARRAY_SIZE(kinds); k++)
		for (i = 0; i < ARRAY_SIZE(counts); i++)
			measure_watchers(&kinds[k], counts[i]);
}

static void test_arguments(void)
{
	static const int sizes[] = { 0, 40, 200, 1000, 4000, 8000 };
	static struct samples samples;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		stopwatch_start();
		/* There is always one argument, which may be empty: a NUL */
		loop_exec(100, sizes[i] ?: 1);
		stopwatch_read(EXEC, &samples);
		samples_print(&samples, "grow.args.%d", sizes[i]);
		ok(samples.count >= 100, "%d bytes of arguments: each exec was measured", sizes[i]);
	}
}

static void test_rings(void)
{
	static const int kilobytes[] = { 32, 128, 512, 2048, 8192 };
	static struct samples samples;
	char parameter[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kilobytes); i++) {
		snprintf(parameter, sizeof(parameter), "process_history=%d", kilobytes[i] * 1024);
		load_and_fill(parameter);
		stopwatch_start();
		loop_vfork(200);
		stopwatch_read(FORK, &samples);
		samples_print(&samples, "grow.ring.%d", kilobytes[i]);
		ok(samples.count >= 200, "%d KiB of history: each fork was measured",
		   kilobytes[i]);
		unload("proclook");
	}
}

int main(void)
{
	suite_begin("growth", 170);
	counter_check();
	stopwatch_load();
	load_and_fill(NULL);

	test_watchers();
	test_arguments();
	unload("proclook");
	test_rings();

	stopwatch_unload();

	return done_testing();
}
