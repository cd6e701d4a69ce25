/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_WATCHER_H
#define PROCLOOK_DESKTOP_WATCHER_H

#include "follow.h"
#include "list.h"

/*
 * enum watcher_state
 * @WATCHER_OPENING: nothing is known yet
 * @WATCHER_LISTING: the processes there are come in
 * @WATCHER_FOLLOWING: all of them are known, and what happens to them
 * @WATCHER_CLOSED: it waits for the device, watcher.error says why
 * @WATCHER_BROKEN: it cannot go on, watcher.error says why
 */
enum watcher_state {
	WATCHER_OPENING,
	WATCHER_LISTING,
	WATCHER_FOLLOWING,
	WATCHER_CLOSED,
	WATCHER_BROKEN,
};

/*
 * struct watcher - takes from struct follow what is new, for the list, within GLib's main loop
 * @lost: events that nobody has seen, since somebody set it to 0
 * @shows_all: those of all users
 * @news: is called once for many changes
 */
struct watcher {
	DesktopList *list;
	enum watcher_state state;
	int error;
	uint64_t lost;
	bool shows_all;
	void (*news)(void *data);
	void *data;
	struct follow *follow;
	GSource *source;
};

void watcher_start(struct watcher *watcher);
void watcher_stop(struct watcher *watcher);

/* Tries again at once; also where it could not go on */
void watcher_retry(struct watcher *watcher);

#endif /* PROCLOOK_DESKTOP_WATCHER_H */
