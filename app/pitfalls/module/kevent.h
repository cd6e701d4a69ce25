/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a KEVENT of Windows is, in Linux' words
 *
 * A notification event (of manual reset) lets all pass until it is cleared; setting it
 * releases all who wait at that moment, even if it is cleared in the next breath.  A
 * synchronisation event (of automatic reset) lets one pass and is clear then; to set it twice
 * is to set it once.
 */
#ifndef PITFALLS_KEVENT_H
#define PITFALLS_KEVENT_H

#include <linux/types.h>
#include <linux/wait.h>

/**
 * struct kevent - one event, of either kind
 * @waiters: who waits
 * @signalled: it is set
 * @sets: how often it was
 */
struct kevent {
	wait_queue_head_t	waiters;
	int			signalled;
	u32			sets;
};

void kevent_init(struct kevent *event);

void notification_set(struct kevent *event);
void notification_clear(struct kevent *event);
int notification_wait(struct kevent *event);

void synchronisation_set(struct kevent *event);
int synchronisation_wait(struct kevent *event);

#endif /* PITFALLS_KEVENT_H */
