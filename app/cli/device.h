/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DEVICE_H
#define PROCLOOK_DEVICE_H

#include <proclook.h>

#include "filter.h"
#include "sleep.h"

/* The newest event, without waiting; none where there was none.  Return: 0, or -1 with errno */
int device_newest(const char *name, enum proclook_wait_on wait_on,
		  struct proclook_event *event);

/* As proclook_watch_next(), but a signal does not end it */
int device_next(struct proclook_watch *watch, struct proclook_event *event);

/* Number of events that the watcher missed so far */
uint64_t device_missed(const struct proclook_watch *watch);

/*
 * What the module tests wakes nobody.  It tests less than is asked for, or nothing: what
 * comes is still to be tested.  Return: GO_ON, or the exit code
 */
int device_set_filter(struct proclook_watch *watch, const char *name,
		      const struct filter *filter);

/* Says what ended a watcher; the exit code */
int device_explain(int error, const char *name);

/* The same where errno is of a watcher that, with @follow, waits for its device again */
int device_explain_end(const char *name, bool follow);

/*
 * Until the device is there, for which the monitor listens already.  With @tell it is said
 * that it waits.  Return: GO_ON, or the exit code
 */
int device_wait_and_open(struct proclook_monitor *monitor, struct sleep *sleep,
			 const char *name, enum proclook_wait_on wait_on, bool tell,
			 struct proclook_watch **watch);

/* May the caller see everybody's events?  Only where that is sure */
bool device_shows_all(const char *name);

#endif /* PROCLOOK_DEVICE_H */
