/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PITFALLS_ASLEEP_H
#define PITFALLS_ASLEEP_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Does this thread of the program sleep in the kernel, until somebody wakes it?  Not if it is
 * about to: who looks once more whether to sleep is in that state already, and still runs.
 */
bool is_asleep(pid_t tid);

#endif /* PITFALLS_ASLEEP_H */
