/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_NOTIFIER_H
#define PROCLOOK_NOTIFIER_H

#include <stdbool.h>
#include <stdint.h>

#include <proclook.h>

#include "bubbles.h"
#include "sleep.h"

/*
 * One run of proclook-notify
 * @count: crashes that no bubble has told yet
 * @missed: ends of processes that nobody has seen
 * @summary: what to say of the first one
 * @body: more of it, with markup
 * @refused: it was said that there is no daemon
 */
struct notifier {
	struct sleep sleep;
	struct proclook_watch *watch;
	struct proclook_event *event;
	struct bubbles *bubbles;
	uint64_t count;
	uint64_t missed;
	char summary[128];
	char body[1024];
	bool refused;
};

/* Return: exit code */
int notifier_run(struct notifier *notifier);

#endif /* PROCLOOK_NOTIFIER_H */
