/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_LOGGER_H
#define PROCLOOK_LOGGER_H

#include <stdbool.h>
#include <stdint.h>

#include <proclook.h>

#include "cursor.h"
#include "entry.h"
#include "filter.h"
#include "sleep.h"

/*
 * One run of proclook-log
 * @cursor_file: NULL, or where to remember how far it got
 * @journal: a socket, see journal.h
 * @seq: number of the last event that was read, whether or not it has an entry
 * @begun: a device was there before
 * @forgetful: it was said that the cursor cannot be written
 */
struct logger {
	const char *name;
	const char *cursor_file;
	bool follow;
	struct filter filter;
	struct sleep sleep;
	struct cursor cursor;
	struct entry entry;
	struct proclook_watch *watch;
	struct proclook_monitor *monitor;
	struct proclook_event *event;
	int journal;
	uint64_t seq;
	bool begun;
	bool forgetful;
};

/* Return: exit code */
int logger_run(struct logger *logger);

#endif /* PROCLOOK_LOGGER_H */
