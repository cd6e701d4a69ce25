/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_CREW_H
#define PROCLOOK_CREW_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include <proclook.h>

/*
 * Commands that run, a limited number at a time
 * @pids: of those that do; 0 is a free place
 * @signal_fd: says POLLIN when a child has ended
 * @old_mask: what the commands begin with
 */
struct crew {
	pid_t *pids;
	size_t size;
	size_t busy;
	int signal_fd;
	sigset_t old_mask;
};

/* Return: 0, or -1 with errno */
int crew_start(struct crew *crew, size_t size);

/* Waits until all have ended */
void crew_end(struct crew *crew);

/*
 * Runs a command with the event in its environment, once there is room for it.
 * Return: 0, or -1 with errno: what kept it from running
 */
int crew_run(struct crew *crew, const struct proclook_event *event, char **argv);

/* Takes note of those that have ended; does not wait */
void crew_look(struct crew *crew);

#endif /* PROCLOOK_CREW_H */
