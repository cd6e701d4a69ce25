/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the suites of the benchmark share
 *
 * The guest's one processor executes one instruction per tick of its time stamp counter
 * (QEMU's -icount shift=0), so that a distance in time is a number of instructions,
 * whatever else the host does.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../guest/common.h"

/* Instructions executed so far, of everybody; not serialising, which it need not be here */
static inline uint64_t instructions(void)
{
	return __builtin_ia32_rdtsc();
}

/* Ends the suite unless it is true that the counter counts instructions */
void counter_check(void);

/**
 * struct samples - what one thing cost, each time it was measured
 * @value: instructions
 * @count: how many there are
 * @room: how many there may be
 */
struct samples {
	double	*value;
	size_t	count;
	size_t	room;
};

void samples_add(struct samples *samples, double value);
double samples_median(struct samples *samples);
/* The mean of the half in the middle */
double samples_midmean(struct samples *samples);
void samples_clear(struct samples *samples);
/* Prints median and quartiles as a figure */
__printf(2, 3) void samples_print(struct samples *samples, const char *name, ...);

/* Prints a figure that is no median */
__printf(1, 3) void figure_print(const char *name, double value, ...);

/* loop.c: a process that does nothing and is waited for: two events.  Which one it was */
pid_t vfork_once(void);
/* So many of them */
void loop_vfork(int processes);
/* The module, as after some time: each event overwrites the oldest ones */
void load_and_fill(const char *parameter);

/*
 * steps.c: what doing step 0 to @count - 1 costs, done @repeats times.  One in ten processes
 * costs half as much again, because a page must be had for it or a tick came in between;
 * all others cost the same to 2 %.  So it is the sum of each step's midmean.
 */
double steps_cost(size_t count, int repeats, void (*step)(size_t index));

/* The scheduling class of the caller; priority 0 is the default one, below it SCHED_IDLE */
void be_scheduled(int priority);

#define PRIORITY_HIGH	20
#define PRIORITY_IDLE	(-1)

#endif /* BENCH_H */
