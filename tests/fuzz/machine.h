/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_MACHINE_H
#define FUZZ_MACHINE_H

#include <stdint.h>
#include <sys/types.h>

/*
 * struct machine - for targets that are linked with machine.c
 * @uid, @user: the one user who has a name, if it is not NULL
 */
extern struct machine {
	int64_t boottime_ns;
	int64_t realtime_ns;
	uid_t uid;
	const char *user;
} machine;

#endif /* FUZZ_MACHINE_H */
