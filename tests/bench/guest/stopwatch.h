/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the probes of a tracepoint cost, without what is around them
 *
 * See ../stopwatch/stopwatch.c.
 */
#ifndef BENCH_STOPWATCH_H
#define BENCH_STOPWATCH_H

#include "bench.h"

enum tracepoint {
	NEWTASK,
	FORK,
	EXEC,
	EXIT,
	TRACEPOINTS
};

/* Loads the module, and measures the distance that is there without anybody's probe */
void stopwatch_load(void);
void stopwatch_unload(void);

/* Forget all events up to now */
void stopwatch_start(void);
/* What each event since then cost, instead of what was in @samples */
void stopwatch_read(enum tracepoint tracepoint, struct samples *samples);

#endif /* BENCH_STOPWATCH_H */
