/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many processes that sleep, and begin to do so all at once: their starts are nobody's events */
#ifndef BENCH_CROWD_H
#define BENCH_CROWD_H

#include "bench.h"

/**
 * struct member - one process, in memory shared with the suite
 * @pid: who it is
 * @ready: the next time that it sleeps it is where it belongs
 * @taken: how many events it took
 */
struct member {
	pid_t		pid;
	bool		ready;
	uint64_t	taken;
};

struct crowd {
	int		count;
	struct member	*members;
};

/* @live does not return */
void crowd_start(struct crowd *crowd, int count, void (*live)(struct member *member));
void crowd_stop(struct crowd *crowd);

/* How often they went to sleep, how many events they took, all together */
uint64_t crowd_sleeps(const struct crowd *crowd);
uint64_t crowd_taken(const struct crowd *crowd);

/* lives.c: blocked in read(); the second with a filter, crowd_filter, that nobody passes */
__noreturn void live_reading(struct member *member);
__noreturn void live_filtering(struct member *member);
extern struct proclook_filter crowd_filter;

#endif /* BENCH_CROWD_H */
