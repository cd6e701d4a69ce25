/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_BUBBLES_H
#define PROCLOOK_BUBBLES_H

#include <stdbool.h>
#include <stdint.h>

/* Where bubbles come from: the notification daemon on the user's own bus */
struct bubbles;

/**
 * struct bubble - one notification
 * @summary: text
 * @body: more of it, with markup
 * @pid: the process that it is about; 0 where it is about none, or about many
 * @start_ns: when that was started
 */
struct bubble {
	char summary[160];
	char body[2048];
	int32_t pid;
	uint64_t start_ns;
};

/* Return: NULL with errno where there is no bus */
struct bubbles *bubbles_open(void);
void bubbles_close(struct bubbles *bubbles);

/* What to poll, and for what: that changes */
int bubbles_get_fd(const struct bubbles *bubbles);
uint32_t bubbles_get_events(const struct bubbles *bubbles);

/* How long to sleep at most before bubbles_work(), in nanoseconds; NEVER */
int64_t bubbles_get_timeout(const struct bubbles *bubbles);

/*
 * Takes what the bus has, and sends what it takes; never waits.  A click on a bubble shows
 * its process.  Return: 0, or -1 with errno: there is no bus any more
 */
int bubbles_work(struct bubbles *bubbles);

/* Is the daemon still to answer to the last one?  Then it is no time for another */
bool bubbles_are_busy(const struct bubbles *bubbles);

/*
 * Begins to show one; says it on stderr where there is no daemon, but not each time.
 * Return: 0, or -1 with errno as bubbles_work()
 */
int bubbles_show(struct bubbles *bubbles, const struct bubble *bubble);

#endif /* PROCLOOK_BUBBLES_H */
