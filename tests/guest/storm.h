/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A storm of processes on all CPUs */
#ifndef TESTS_GUEST_STORM_H
#define TESTS_GUEST_STORM_H

#define FORKERS		3	/* at most */

/* Returns when it is over; the end of the last forker is its last event */
void storm(int forkers, int processes);

#endif /* TESTS_GUEST_STORM_H */
