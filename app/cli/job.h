/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_JOB_H
#define PROCLOOK_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include <proclook.h>

#include "filter.h"
#include "output.h"
#include "sleep.h"
#include "tree.h"

/*
 * One run of "proclook watch"
 * @limit: shown events after which it ends; 0 is none
 * @latest: snapshots alone: of events that come together only the last
 * @wakeups: times that it was woken; @unfounded: those of them without an event
 * @carried: gaps before events that were not shown; they belong to the next
 *	one that is
 * @told: missed events that an event shown has told of
 * @total: statistics of the watchers that were closed already
 */
struct job {
	const char *name;
	enum proclook_wait_on wait_on;
	uint64_t limit;
	int64_t idle;
	int64_t duration;
	bool initial;
	bool banner;
	bool summary;
	bool duplicates;
	bool follow;
	bool quiet;
	bool latest;
	bool indent;
	struct output output;
	struct filter filter;
	struct sleep sleep;
	struct tree tree;

	struct proclook_watch *watch;
	struct proclook_monitor *monitor;
	struct proclook_event *event;
	struct proclook_stats total;
	uint64_t wakeups;
	uint64_t unfounded;
	uint64_t shown;
	uint64_t carried;
	uint64_t told;
};

/* Return: exit code, unless it dies of the signal that ended it */
int job_run(struct job *job);

#endif /* PROCLOOK_JOB_H */
