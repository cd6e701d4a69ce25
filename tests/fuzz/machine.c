// SPDX-License-Identifier: GPL-2.0-or-later
/* What texts of an event need of the machine: the time, and names of users */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fuzz.h"
#include "machine.h"

struct machine machine = {
	.boottime_ns = 2000000000,
	.realtime_ns = 1000000002000000000,
};

/* Local time is UTC: what it is elsewhere is a test of its own */
__attribute__((constructor)) static void begin(void)
{
	setenv("TZ", "UTC0", 1);
	tzset();
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *now);
int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
	int64_t ns = clock == CLOCK_BOOTTIME ? machine.boottime_ns :
					       machine.realtime_ns;

	must(clock == CLOCK_BOOTTIME || clock == CLOCK_REALTIME);
	now->tv_sec = ns / 1000000000;
	now->tv_nsec = ns % 1000000000;
	return 0;
}

int __wrap_getpwuid_r(uid_t uid, struct passwd *entry, char *buf, size_t size,
		      struct passwd **found);
int __wrap_getpwuid_r(uid_t uid, struct passwd *entry, char *buf, size_t size,
		      struct passwd **found)
{
	*found = NULL;
	if (uid != machine.uid || !machine.user)
		return 0;
	if (strlen(machine.user) >= size)
		return ERANGE;
	entry->pw_name = memcpy(buf, machine.user, strlen(machine.user) + 1);
	*found = entry;
	return 0;
}
