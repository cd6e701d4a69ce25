/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a process knows of itself: the log that records are compared with
 *
 * It comes from system calls and /proc, never from the module.
 */
#ifndef TESTS_GUEST_SELF_H
#define TESTS_GUEST_SELF_H

#include "common.h"

/*
 * struct self - what a process knows of itself; the same for 32 and 64 bits
 * @exe_error: errno of readlink("/proc/self/exe"); @exe is valid if it is 0
 */
struct self {
	int pid, tid, ppid;
	__u32 uid, gid;
	__aligned_u64 start_ticks;
	int exe_error;
	char comm[PROCLOOK_COMM_LEN];
	char exe[PROCLOOK_STRING_MAX + 1];
};

/* Says it all into REPORT_FD */
void self_report(void);

#endif /* TESTS_GUEST_SELF_H */
