/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_RUNNER_H
#define PROCLOOK_RUNNER_H

#include <stdint.h>

#include <proclook.h>

#include "crew.h"
#include "family.h"
#include "filter.h"

/*
 * One run of "proclook run"
 * @argv: the command and its arguments
 * @limit: commands after which it ends; 0 is none
 * @jobs: commands that may run at the same time
 * @started: commands so far
 * @missed: of what the watcher missed, what is known here
 * @blind: up to this event nobody knows which are of the family
 * @lost: events that were missed or not looked at, and not told of
 */
struct runner {
	char **argv;
	uint64_t limit;
	uint64_t jobs;
	struct filter filter;

	struct proclook_watch *watch;
	struct proclook_event *event;
	struct crew crew;
	struct family family;
	uint64_t started;
	uint64_t missed;
	uint64_t blind;
	uint64_t lost;
};

/* Return: exit code */
int runner_run(struct runner *runner);

#endif /* PROCLOOK_RUNNER_H */
