/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A process that is watched: it says what it knows of itself, then waits for orders
 *
 * What it says is the log that records are compared with; it comes from system
 * calls and /proc, never from the module.
 */
#ifndef TESTS_GUEST_SUBJECT_H
#define TESTS_GUEST_SUBJECT_H

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common.h"

#define SUBJECT		"/tests/bin/subject"

/* Inherited through exec */
#define REPORT_FD	100
#define ORDER_FD	101

enum order_type {
	ORDER_GO,
	ORDER_REPORT,
	ORDER_EXIT,
	ORDER_KILL,
	ORDER_CRASH,
	ORDER_REBOOT,
};

/**
 * struct order - what a subject is to do next
 * @type: enum order_type
 * @value: exit code, or signal
 */
struct order {
	int type;
	int value;
};

/*
 * What a process knows of itself; the same for 32 and 64 bits
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

static inline void self_report(void)
{
	struct self self = {
		.pid = getpid(), .tid = syscall(SYS_gettid), .ppid = getppid(),
		.uid = getuid(), .gid = getgid(), .start_ticks = start_ticks(0),
	};

	if (readlink("/proc/self/exe", self.exe, sizeof(self.exe) - 1) < 0)
		self.exe_error = errno;
	prctl(PR_GET_NAME, self.comm);
	if (write(REPORT_FD, &self, sizeof(self)) != sizeof(self))
		_exit(121);
}

/* Carry out orders until one says to go on */
static inline void obey(void)
{
	struct order order;

	for (;;) {
		if (read(ORDER_FD, &order, sizeof(order)) != sizeof(order))
			_exit(122);
		switch (order.type) {
		case ORDER_GO:
			return;
		case ORDER_REPORT:
			self_report();
			break;
		case ORDER_EXIT:
			_exit(order.value);
		case ORDER_KILL:
			signal(order.value, SIG_DFL);
			kill(getpid(), order.value);
			break;
		case ORDER_CRASH:
			__builtin_trap();
			break;
		case ORDER_REBOOT:
			/* In a pid namespace it ends the namespace only */
			if (getpid() != 1)
				_exit(123);
			reboot(order.value);
		}
	}
}

#endif /* TESTS_GUEST_SUBJECT_H */
