/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_NOTIFIER_H
#define PROCLOOK_NOTIFIER_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "bubbles.h"
#include "config.h"
#include "follow.h"
#include "news.h"
#include "sleep.h"

/*
 * struct notifier - one run of proclook-notify
 * @epoll_fd: ready where @follow or the bus is
 * @events: what the bus is polled for
 * @opened: there was a device
 * @more: there may be events without sleeping
 * @pause_end: monotonic time before which there is no other bubble
 * @folder: where this program is, with a slash behind it
 */
struct notifier {
	struct sleep sleep;
	struct follow *follow;
	struct bubbles *bubbles;
	struct config config;
	struct news news;
	int epoll_fd;
	uint32_t events;
	bool opened;
	bool more;
	int64_t pause_end;
	char folder[PATH_MAX];
};

/* Return: exit code */
int notifier_run(struct notifier *notifier);

#endif /* PROCLOOK_NOTIFIER_H */
