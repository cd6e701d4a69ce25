// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What watchers cost whose filter does not match: the probe with them, minus without them
 */
#define _GNU_SOURCE
#include "crowd.h"
#include "stopwatch.h"

#define WATCHERS	100
#define PROCESSES	500

static double cost_of_probe(void)
{
	static struct samples samples;

	stopwatch_start();
	loop_vfork(PROCESSES);
	stopwatch_read(FORK, &samples);
	ok(samples.count >= PROCESSES, "each fork was measured");

	return samples_median(&samples);
}

int main(void)
{
	struct crowd crowd;
	uint64_t sleeps;
	double without;

	suite_begin("filter", 170);
	counter_check();
	stopwatch_load();
	load("proclook", NULL);
	settle();

	without = cost_of_probe();
	crowd_start(&crowd, WATCHERS, live_filtering);
	is(attribute("process", "watchers"), WATCHERS, "there are so many watchers");
	sleeps = crowd_sleeps(&crowd);
	figure_print("filter.100", cost_of_probe() - without);
	sleeps = crowd_sleeps(&crowd) - sleeps;
	figure_print("filter.wakeups", sleeps);
	is(crowd_taken(&crowd), 0, "nothing passed");

	crowd_stop(&crowd);
	unload("proclook");
	stopwatch_unload();

	return done_testing();
}
