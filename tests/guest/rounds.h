/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rounds: one exit for each process, one exec for each exec, and nothing besides
 *
 * What is invented or lost shows twice: in the record that the watcher gets after each
 * step, and in the sum at the end, which knows from /proc what others did meanwhile.
 */
#ifndef TESTS_GUEST_ROUNDS_H
#define TESTS_GUEST_ROUNDS_H

#include "common.h"

void rounds_begin(void);
/* A process that does what it is told, and then this */
pid_t round_start(void (*child)(void));
/* Its end; the record is there as soon as waitpid() returns */
void round_finish(pid_t pid);
/*
 * In each of the rounds so many events and clones were the suite's own; returns how many
 * events were not.
 */
int rounds_sum_up(const char *what, __u64 rounds, int events, int clones);

#endif /* TESTS_GUEST_ROUNDS_H */
