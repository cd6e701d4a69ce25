/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_STATUS_H
#define PROCLOOK_STATUS_H

#include <stdbool.h>
#include <stddef.h>

/* What a process' exit status says, as waitpid(2) gives it */

/* Other than 0, or a signal; but not one that asks a process to end */
bool status_is_failure(int status);

/* By one of the signals that say that a program did what it must not, see signal(7) */
bool status_is_crash(int status);

/* As proclook_event_format() shows it: "status=2", "signal=SIGSEGV core" */
void status_format(int status, char *buf, size_t size);

#endif /* PROCLOOK_STATUS_H */
