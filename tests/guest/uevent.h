/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel tells udev of a program that is announced */
#ifndef TESTS_GUEST_UEVENT_H
#define TESTS_GUEST_UEVENT_H

#include "common.h"

/**
 * struct uevent - one that has PROCLOOK_TYPE; what it lacks is -1 or ""
 * @type: PROCLOOK_TYPE
 * @comm: PROCLOOK_COMM
 * @pid: PROCLOOK_PID
 * @uid: PROCLOOK_UID
 * @seq: PROCLOOK_SEQ
 * @status: PROCLOOK_STATUS
 * @dropped: PROCLOOK_DROPPED
 * @others: properties that begin with PROCLOOK_ and are none of these
 */
struct uevent {
	char		type[16];
	char		comm[80];
	long long	pid;
	long long	uid;
	long long	seq;
	long long	status;
	long long	dropped;
	int		others;
};

/* From now on.  It must be read before it is full */
int uevents_open(void);
/* The next of the device process; false if none came in so many ms */
bool uevent_next(int fd, struct uevent *event, int ms);
/* true when the device process has gone; false if it was announced once more before that */
bool uevents_end(int fd);

#endif /* TESTS_GUEST_UEVENT_H */
