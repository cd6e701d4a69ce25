// SPDX-License-Identifier: GPL-2.0-only
#include <linux/atomic.h>
#include <linux/sched/signal.h>

#include "kevent.h"

void kevent_init(struct kevent *event)
{
	init_waitqueue_head(&event->waiters);
}

void notification_set(struct kevent *event)
{
	WRITE_ONCE(event->sets, event->sets + 1);
	WRITE_ONCE(event->signalled, 1);
	wake_up_all(&event->waiters);
}

void notification_clear(struct kevent *event)
{
	WRITE_ONCE(event->signalled, 0);
}

/* Who was here when it was set passes, whatever it is by now */
int notification_wait(struct kevent *event)
{
	u32 sets = READ_ONCE(event->sets);

	return wait_event_interruptible(event->waiters, READ_ONCE(event->signalled) ||
					READ_ONCE(event->sets) != sets);
}

void synchronisation_set(struct kevent *event)
{
	WRITE_ONCE(event->signalled, 1);
	wake_up(&event->waiters);
}

/* Exclusive: of several who wait one is woken */
int synchronisation_wait(struct kevent *event)
{
	return wait_event_interruptible_exclusive(event->waiters, xchg(&event->signalled, 0));
}
