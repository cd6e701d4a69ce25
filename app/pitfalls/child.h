/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real processes, which do nothing until they are ended */
#ifndef PITFALLS_CHILD_H
#define PITFALLS_CHILD_H

#include <sys/types.h>

/* With this id, which must be free; with any if it is 0 */
pid_t child_start(pid_t pid);
void child_end(pid_t pid);

#endif /* PITFALLS_CHILD_H */
