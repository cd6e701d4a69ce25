/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_ACTIONS_H
#define FUZZ_ACTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "fuzz.h"

/* What the program is told that it is */
#define OWN_PID	9

/*
 * struct actions - what the fake kernel does, from the input
 * @faulty: the device went, came or answered nonsense: no ledger holds
 * @steps: before so many steps an event comes by surprise; 0 is none
 * @opened: events that there were when the node was opened last
 * @slept: events that there were when the program slept last
 */
extern struct actions {
	struct input input;
	bool faulty;
	unsigned int steps;
	uint64_t opened;
	uint64_t slept;
} actions;

/* A new fake kernel; what it has done before the program begins */
void actions_begin(const struct input *input);

#endif /* FUZZ_ACTIONS_H */
