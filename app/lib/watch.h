/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A watcher, as the files that serve it share it */
#ifndef PROCLOOK_WATCH_H
#define PROCLOOK_WATCH_H

#include "batch.h"
#include "internal.h"

/*
 * @fresh: filled and checked here before it is exchanged with the caller's
 *	event, which therefore stays as it was when something fails
 * @compared: @generation is that of the record fetched last
 * @placed: @seq is where proclook_watch_next() stands; for proclook_watch_read(), which does
 *	not mind, it is the record fetched last
 * @filtered: numbers are left out, by a filter or by the watcher's scope
 * @owed: there may be something that no signal will tell of: acknowledged without
 *	having been fetched, or fetched and not given yet.  The next wait must not sleep
 * @cursor: what the module's read() gives next; 0 where it was never moved
 * @lost: missed records of which no event has told yet
 * @batch: what read() gave, and the caller has not seen yet
 */
struct proclook_watch {
	int attribute_fd;
	int device_fd;
	bool compared;
	bool placed;
	bool filtered;
	bool owed;
	uint64_t generation;
	uint64_t seq;
	uint64_t cursor;
	uint64_t lost;
	struct proclook_stats stats;
	struct proclook_event fresh;
	struct pl_batch batch;
};

int pl_watch_acknowledge(struct proclook_watch *watch);
int pl_watch_fetch(struct proclook_watch *watch,
		   struct proclook_snapshot *snapshot);
int pl_watch_give(struct proclook_watch *watch, struct proclook_event *event);
int pl_watch_nothing(struct proclook_watch *watch);

#endif /* PROCLOOK_WATCH_H */
