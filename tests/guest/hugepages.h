/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Huge pages: switching them off and on ends and starts a kernel thread */
#ifndef TESTS_GUEST_HUGEPAGES_H
#define TESTS_GUEST_HUGEPAGES_H

#include <stddef.h>

/* "always", "madvise" or "never" */
void hugepages_now(char *now, size_t size);
void hugepages_set(const char *to);

#endif /* TESTS_GUEST_HUGEPAGES_H */
