/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PITFALLS_DRIVER_H
#define PITFALLS_DRIVER_H

#include <linux/kfifo.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "kevent.h"

struct driver;

/**
 * struct driver_ops - a driver as somebody wrote it
 * @name: as in &struct pitfalls_start
 * @send: its callback: a process has come or gone
 * @wait: waits for its event, or is NULL: its watchers poll a named event
 * @fetch: what it keeps, or -ENODATA
 */
struct driver_ops {
	const char *name;
	void (*send)(struct driver *driver, u32 number);
	int (*wait)(struct driver *driver);
	int (*fetch)(struct driver *driver, u32 *number);
};

#define QUEUE_LENGTH	64

/**
 * struct driver - what a driver has: each uses a part of it
 * @ops: what it does; NULL before it was started
 * @event: the event that it sets
 * @waiters: who waits for @queue, in a driver that has no event
 * @slot: the newest one, in a driver that keeps one; 0 before
 * @lock: of @queue
 * @queue: those that nobody has fetched, in a driver that keeps several
 */
struct driver {
	const struct driver_ops *ops;
	struct kevent event;
	wait_queue_head_t waiters;
	u32 slot;
	spinlock_t lock;	/* of queue */
	DECLARE_KFIFO(queue, u32, QUEUE_LENGTH);
};

/* The two forms of each driver */
extern const struct driver_ops pulse_broken, pulse_fixed;
extern const struct driver_ops overwrite_broken, overwrite_fixed;
extern const struct driver_ops pop_either;
extern const struct driver_ops check_broken, check_fixed;
extern const struct driver_ops herd_broken, herd_fixed;
extern const struct driver_ops starve_broken, starve_fixed;

/* queue.c; what does not fit is dropped, with a complaint: no lesson sends so much */
void queue_put(struct driver *driver, u32 number);
int queue_get(struct driver *driver, u32 *number);

/* A driver that keeps one: 0 is none */
int slot_get(struct driver *driver, u32 *number);

/* publish.c: the named event "pitfalls" of proclook, whose records have the number as pid */
int publish_init(void);
void publish_exit(void);
void publish(struct driver *driver, u32 number);

/* hold.c: a point where a caller can be held */
void hold_at(const char *point);

#endif /* PITFALLS_DRIVER_H */
