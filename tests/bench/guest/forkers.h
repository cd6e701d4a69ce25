/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several processes that start others, all at once and as fast as they can */
#ifndef BENCH_FORKERS_H
#define BENCH_FORKERS_H

#define FORKERS	8

/* Each of the forkers calls @live once with its number; returns when all have ended */
void forkers_run(void (*live)(int forker));

#endif /* BENCH_FORKERS_H */
