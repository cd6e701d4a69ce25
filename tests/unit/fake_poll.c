// SPDX-License-Identifier: GPL-2.0-or-later
/* Sleep, and the time that passes meanwhile */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "fake.h"
#include "fake_file.h"
#include "fake_history.h"
#include "real.h"

static short ready_events(const struct file *file)
{
	bool dead = fake_is_dead(file);

	if (file->kind == NODE && dead)
		return POLLHUP | POLLERR;
	if (file->kind == NODE)
		return (fake_count(file, file->seen, fake.seq) ? POLLPRI : 0) |
		       (fake_count(file, file->read, fake.seq) ? POLLIN : 0);
	/* A sysfs file can always be read and written */
	return POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM |
	       (dead || file->acknowledged != fake.notified ? POLLPRI | POLLERR : 0);
}

static int look(struct pollfd *fds, nfds_t count)
{
	static const struct timespec now;
	int ready = 0;
	nfds_t i;

	for (i = 0; i < count; i++) {
		struct file *file = fake_find_file(fds[i].fd);

		if (file) {
			file->polled = true;
			fds[i].revents = ready_events(file) &
					 (fds[i].events | POLLERR | POLLHUP);
		} else if (__real_ppoll(&fds[i], 1, &now, NULL) < 0) {
			return -1;
		}
		ready += !!fds[i].revents;
	}
	return ready;
}

/* A test may sleep until the end of time */
static void pass(uint64_t ns)
{
	fake.monotonic_ns = (uint64_t)fake.monotonic_ns + ns;
	fake.boottime_ns = (uint64_t)fake.boottime_ns + ns;
	fake.realtime_ns = (uint64_t)fake.realtime_ns + ns;
}

int __wrap_ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
		 const sigset_t *mask)
{
	int64_t ns = timeout ? timeout->tv_sec * 1000000000 + timeout->tv_nsec : -1;

	(void)mask;
	fake_step('p');
	for (;;) {
		int ready = look(fds, count);

		if (ready || !ns)
			return ready;
		fake.sleeps++;
		errno = 0;
		if (fake.asleep && fake.asleep()) {
			if (errno)
				return -1;
			continue;
		}
		if (ns < 0) {
			fprintf(stderr, "fake: it would sleep for ever\n");
			_exit(70);
		}
		pass(ns);
		return 0;
	}
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
	int64_t ns = clock == CLOCK_MONOTONIC ? fake.monotonic_ns :
		     clock == CLOCK_BOOTTIME ? fake.boottime_ns :
		     clock == CLOCK_REALTIME ? fake.realtime_ns : -1;

	if (ns < 0)
		abort();
	now->tv_sec = ns / 1000000000;
	now->tv_nsec = ns % 1000000000;
	return 0;
}
