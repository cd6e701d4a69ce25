/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_AWAIT_H
#define PROCLOOK_AWAIT_H

#include <stdbool.h>
#include <stdint.h>

#include <proclook.h>

#include "output.h"
#include "sleep.h"
#include "table.h"

/*
 * One run of "proclook wait"
 * @exec, @exit: names or patterns, one of them; or
 * @pid: the process whose end is awaited
 * @own_status: end as the last one that was awaited did
 * @targets: processes that have not ended yet
 * @status: of the last one that has; known only if @status_known
 * @restricted: a process may live on where this watcher sees neither it nor its end
 * @missed: events that the watcher had missed when the processes were listed
 */
struct await {
	const char *exec;
	const char *exit;
	int32_t pid;
	int64_t timeout;
	bool own_status;
	bool quiet;
	struct output output;

	struct sleep sleep;
	struct proclook_watch *watch;
	struct proclook_event *event;
	struct table targets;
	int status;
	bool status_known;
	bool restricted;
	uint64_t missed;
};

/* Return: exit code */
int await_run(struct await *await);

#endif /* PROCLOOK_AWAIT_H */
