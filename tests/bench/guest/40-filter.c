// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What watchers cost whose filter does not match: the first one, and each further one
 */
#define _GNU_SOURCE
#include "crowd.h"
#include "stopwatch.h"

#define WATCHERS	100
#define PROCESSES	500

#define NOBODY		4000000000u

/**
 * struct kind - one kind of filter that nobody passes
 * @name: of the figure
 * @filter: as the watchers set it
 */
struct kind {
	const char		*name;
	struct proclook_filter	filter;
};

static const struct kind kinds[] = {
	{ "type", { .types = 1ULL << PROCLOOK_EXEC } },
	{ "uid", { .types = PROCLOOK_FILTER_ALL_TYPES, .flags = PROCLOOK_FILTER_UID,
		   .uid = NOBODY } },
	{ "comm", { .types = PROCLOOK_FILTER_ALL_TYPES, .flags = PROCLOOK_FILTER_COMM,
		    .comm = "nobody's-name" } },
};

static double cost_of_probe(void)
{
	static struct samples samples;

	stopwatch_start();
	loop_vfork(PROCESSES);
	stopwatch_read(FORK, &samples);
	ok(samples.count >= PROCESSES, "each fork was measured");

	return samples_median(&samples);
}

static uint64_t wakeups;

static double cost_with(const struct kind *kind, int watchers)
{
	struct crowd crowd;
	uint64_t sleeps;
	double cost;

	crowd_filter = kind->filter;
	crowd_start(&crowd, watchers, live_filtering);
	is(attribute("process", "watchers"), watchers, "%s: there are so many watchers",
	   kind->name);
	sleeps = crowd_sleeps(&crowd);
	cost = cost_of_probe();
	wakeups += crowd_sleeps(&crowd) - sleeps;
	is(crowd_taken(&crowd), 0, "%s: nothing passed", kind->name);
	crowd_stop(&crowd);

	return cost;
}

static void measure(const struct kind *kind)
{
	double without = cost_of_probe();
	double with_one = cost_with(kind, 1);
	double with_all = cost_with(kind, WATCHERS);

	figure_print("filter.first.%s", with_one - without, kind->name);
	figure_print("filter.further.%s", (with_all - with_one) / (WATCHERS - 1), kind->name);
}

int main(void)
{
	size_t i;

	suite_begin("filter", 170);
	counter_check();
	stopwatch_load();
	load_and_fill(NULL);

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		measure(&kinds[i]);
	figure_print("filter.wakeups", wakeups);

	unload("proclook");
	stopwatch_unload();

	return done_testing();
}
