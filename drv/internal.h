/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the layers below the sources share
 *
 * Data flows down: a source fills a record and signals it (source_process.c), the
 * named event numbers it and knows who must be woken (named_event.c), the history
 * keeps it (history.c), watchers fetch it (watcher.c, attributes.c) by ways that
 * device.c lays, and udev is told by one that is none of them (announcer.c).  A source
 * knows nothing of devices, a device knows nothing of sources.
 *
 * Lock order: named_event::lock is innermost.  It is raw, because signals come
 * from tracepoint probes, which must not sleep on PREEMPT_RT; only
 * named_event_signal() takes it, and nobody is woken under it.
 *
 * Lifetime: who created a named event holds a reference to it, and so does every open
 * file: it outlives named_event_destroy() while somebody looks.
 */
#ifndef _PROCLOOK_INTERNAL_H
#define _PROCLOOK_INTERNAL_H

#include <linux/atomic.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/named_event.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "history.h"

struct announcer;
struct cdev;
struct device;
struct kernfs_node;
struct named_event_ops;

/**
 * struct named_event - the state of one device
 * @refs: when there is none any more it is freed
 * @dev: /sys/class/proclook/NAME, its driver data this; NULL until it is there
 * @cdev: /dev/proclook/NAME
 * @generation: random, differs after each creation
 * @lock: serialises signallers; protects @history's writer side and @seq
 * @history: the newest records; readers follow its protocol and take no lock
 * @seq: sequence number of the newest record; whoever sees it finds that record in
 *	@history (store-release, load-acquire); read without the lock
 * @armed: somebody read the attribute "signal" after the last notification of it
 * @dead: named_event_destroy() was called
 * @waiters: watchers without a filter that wait
 * @filters: those of watchers that have one, changed under @lock
 * @filters_lock: keeps them from being changed while they are counted
 * @ops: what its source wants to be known of it, or NULL
 * @announcer: tells udev; NULL where nothing is announced
 * @signal_kn: the attribute "signal"; NULL until the device is there
 * @wake_work: wakes where a signaller must not, see named_event_signal()
 * @notifications: how often "signal" was notified
 * @watchers: open files
 */
struct named_event {
	struct kref		refs;
	struct device		*dev;
	struct cdev		*cdev;
	u64			generation;
	raw_spinlock_t		lock;
	struct history		history;
	u64			seq;
	int			armed;
	bool			dead;
	wait_queue_head_t	waiters;
	struct hlist_head	filters;
	struct mutex		filters_lock;	/* before @lock */
	const struct named_event_ops	*ops;
	struct announcer	*announcer;
	struct kernfs_node	*signal_kn;
	struct work_struct	wake_work;
	atomic64_t		notifications;
	atomic_t		watchers;
};

/* named_event.c; what other modules and sources call is in their own headers */
void named_event_get(struct named_event *event);
void named_event_put(struct named_event *event);

/* watcher.c */
extern const struct file_operations watcher_fops;

/* device.c */
int proclook_devices_init(void);
void proclook_devices_exit(void);
int proclook_device_add(struct named_event *event, struct module *owner,
			const char *name);
void proclook_device_del(struct named_event *event);
struct named_event *proclook_device_get(unsigned int minor);

/* attributes.c */
extern const struct attribute_group *proclook_groups[];

#endif /* _PROCLOOK_INTERNAL_H */
