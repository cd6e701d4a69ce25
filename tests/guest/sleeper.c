// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A thread that is proved to sleep before it is woken
 */
#define _GNU_SOURCE
#include "common.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void *sleeper_main(void *arg)
{
	struct sleeper *sleeper = arg;
	struct pollfd pollfd = { .fd = sleeper->fd, .events = sleeper->events };
	struct epoll_event event = { };

	__atomic_store_n(&sleeper->tid, syscall(SYS_gettid), __ATOMIC_RELEASE);
	if (sleeper->events == SLEEP_IN_EPOLL) {
		sleeper->result = epoll_wait(sleeper->fd, &event, 1, -1);
		sleeper->revents = event.events;
	} else {
		sleeper->result = poll(&pollfd, 1, -1);
		sleeper->revents = pollfd.revents;
	}

	return NULL;
}

bool sleeps_in(int tid, long system_call)
{
	char path[64], line[256];
	const char *state;

	snprintf(path, sizeof(path), "/proc/%d/stat", tid);
	if (!tid || !read_line(path, line, sizeof(line)))
		return false;
	state = strrchr(line, ')');
	if (!state || state[2] != 'S')
		return false;
	snprintf(path, sizeof(path), "/proc/%d/syscall", tid);

	return read_line(path, line, sizeof(line)) && atoi(line) == system_call;
}

static bool sleeper_is_in_poll(void *arg)
{
	int tid = __atomic_load_n(&((struct sleeper *)arg)->tid, __ATOMIC_ACQUIRE);

	return sleeps_in(tid, SYS_poll) || sleeps_in(tid, SYS_epoll_wait);
}

void sleeper_start(struct sleeper *sleeper, int fd, int events)
{
	*sleeper = (struct sleeper){ .fd = fd, .events = events };
	errno = pthread_create(&sleeper->thread, NULL, sleeper_main, sleeper);
	must(!errno);
}

bool sleeper_sleeps(struct sleeper *sleeper)
{
	return eventually(sleeper_is_in_poll, sleeper);
}

int sleeper_join(struct sleeper *sleeper)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += PATIENCE_MS / 1000;
	if (pthread_timedjoin_np(sleeper->thread, NULL, &until))
		return -1;

	return sleeper->result == 1 ? sleeper->revents : -1;
}
