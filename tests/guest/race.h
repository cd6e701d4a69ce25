/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A process whose threads leave at the same moment */
#ifndef TESTS_GUEST_RACE_H
#define TESTS_GUEST_RACE_H

#include "common.h"

#define RACERS	4	/* threads, with the leader */

/* In a process of its own: they leave together, in another way for each @way */
void race(int way);

#endif /* TESTS_GUEST_RACE_H */
