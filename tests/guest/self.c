// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "self.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "order.h"

void self_report(void)
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
