// SPDX-License-Identifier: GPL-2.0-only
/*
 * Named events: sequence, snapshot, and who must be woken
 *
 * Nobody who wants to know about an event may sleep for good, and nobody who does
 * not may cost a signaller anything.  Both follow from one pattern: each side
 * writes, has a full barrier, then reads what the other side wrote.
 *
 *	signaller			reader of "signal"	poller of the node
 *	publish the record, then seq	armed = 1		queue itself
 *	smp_mb()	[S]		smp_mb()	[R]	smp_mb()	[P]
 *	armed? a poller queued?		read seq		read seq
 *
 * Of two sides that cross, at least one sees the other: the reader the new
 * number, or the signaller whom to wake.  tests/model has a model of each order of
 * steps here, and of those that would not do.
 */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/log2.h>
#include <linux/poll.h>
#include <linux/preempt.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/timekeeping.h>
#include <linux/vmalloc.h>

#include "announcer.h"
#include "filter.h"
#include "internal.h"
#include "source.h"

/* The uapi header promises that types are smaller */
#define RECORD_TYPES	64

/* What a watcher's poll() says of a record */
#define WATCHER_EVENTS	(EPOLLPRI | EPOLLIN | EPOLLRDNORM)

/*
 * Wake every waiter: each is a watcher of its own.  The usual helpers stop at the
 * first exclusive one (EPOLLEXCLUSIVE), and the others would sleep on.
 */
static void wake_pollers(struct named_event *event, __poll_t events)
{
	__wake_up(&event->waiters, TASK_INTERRUPTIBLE, 0, poll_to_key(events));
}

/* Wake whoever waits; takes armed, so that the next signal finds it taken */
static void named_event_wake(struct named_event *event)
{
	struct kernfs_node *kn = READ_ONCE(event->signal_kn);

	/* Without it, named_event_add() is on its way here */
	if (kn && READ_ONCE(event->armed) && xchg(&event->armed, 0)) {
		atomic64_inc(&event->notifications);
		sysfs_notify_dirent(kn);
	}
	/* Without a lock: the barrier [S] or the work's start came before */
	if (waitqueue_active(&event->waiters))
		wake_pollers(event, WATCHER_EVENTS);
	filters_wake(event, WATCHER_EVENTS, false);
}

static void named_event_wake_work(struct work_struct *work)
{
	named_event_wake(container_of(work, struct named_event, wake_work));
}

static bool named_event_has_waiter(struct named_event *event)
{
	/* Without a lock: the barrier [S] came before */
	return READ_ONCE(event->armed) || waitqueue_active(&event->waiters);
}

/* What the ring and the readers rely on */
static bool record_is_sane(const struct proclook_record *record)
{
	return record->type && record->type < RECORD_TYPES &&
	       record->size >= sizeof(*record) && !(record->size % 8) &&
	       record->size <= PROCLOOK_RECORD_MAX;
}

/**
 * named_event_signal() - publish a record, then wake whoever waits for one
 * @event: the named event
 * @record: the record, with its strings behind it, as struct proclook_record says:
 *	type from 1 to 63, size a multiple of 8, at most PROCLOOK_RECORD_MAX.  All of
 *	it goes to user space: zero it before filling it, padding too.  It stays the
 *	caller's; seq and time_ns are filled in, in the copy
 *
 * Context: process, softirq or hardirq, not NMI; no lock of the scheduler, of
 * workqueues, wait queues or timekeeping may be held, since waking takes them.  Never
 * sleeps, allocates or waits for a watcher.
 * Return: the record's sequence number; 0 if type or size is wrong, which is a bug.
 */
u64 named_event_signal(struct named_event *event,
		       const struct proclook_record *record)
{
	unsigned long flags;
	bool passed;
	u64 seq;
	u64 pos;

	if (WARN_ON_ONCE(!record_is_sane(record)))
		return 0;

	/*
	 * One section: a signaller that is preempted between publishing and
	 * waking would let watchers sleep as long as it does.
	 */
	preempt_disable();
	raw_spin_lock_irqsave(&event->lock, flags);
	seq = event->seq + 1;
	pos = history_add(&event->history, record, seq, ktime_get_boottime_ns());
	passed = filters_count(event, record, pos);
	/*
	 * After the record and the counts; pairs with smp_load_acquire() of seq by
	 * readers: lseek() must not step over a record that is still to be counted
	 */
	smp_store_release(&event->seq, seq);
	raw_spin_unlock_irqrestore(&event->lock, flags);

	/* [S]; pairs with [R] in signal_show(), [P] in watcher_poll() and wait_for_record() */
	smp_mb();
	if (passed || named_event_has_waiter(event)) {
		/* Wait queues sleep on PREEMPT_RT; a work can be queued anywhere */
		if (IS_ENABLED(CONFIG_PREEMPT_RT))
			queue_work(system_highpri_wq, &event->wake_work);
		else
			named_event_wake(event);
	}
	preempt_enable();

	return seq;
}
EXPORT_SYMBOL_GPL(named_event_signal);

static void named_event_release(struct kref *refs)
{
	struct named_event *event = container_of(refs, struct named_event, refs);

	announcer_free(event->announcer);
	vfree(event->history.map);
	mutex_destroy(&event->filters_lock);
	kfree(event);
}

/**
 * named_event_get() - take a reference
 * @event: the named event
 */
void named_event_get(struct named_event *event)
{
	kref_get(&event->refs);
}

/**
 * named_event_put() - give a reference back
 * @event: the named event, which may be freed
 */
void named_event_put(struct named_event *event)
{
	kref_put(&event->refs, named_event_release);
}

/**
 * named_event_alloc() - make a named event that nobody can see yet
 * @history_size: see named_event_create()
 * @ops: what its source wants to be known of it, or NULL
 *
 * It can be signalled already.  named_event_destroy() takes it away.
 *
 * Context: process context, may sleep.
 * Return: the named event, or an ERR_PTR: -EINVAL, -ENOMEM.
 */
struct named_event *named_event_alloc(size_t history_size,
				      const struct named_event_ops *ops)
{
	struct named_event *event;
	u32 size;
	void *memory;

	if (history_size > HISTORY_SIZE_MAX)
		return ERR_PTR(-EINVAL);
	size = roundup_pow_of_two(max(history_size, HISTORY_SIZE_MIN));

	event = kzalloc(sizeof(*event), GFP_KERNEL);
	/* A page before the ring: both can be mapped */
	memory = __vmalloc(PAGE_SIZE + size, GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN);
	if (!event || !memory) {
		vfree(memory);
		kfree(event);
		return ERR_PTR(-ENOMEM);
	}
	event->ops = ops;
	event->generation = get_random_u64();
	history_init(&event->history, memory, PAGE_SIZE, size, event->generation);
	mutex_init(&event->filters_lock);
	raw_spin_lock_init(&event->lock);
	init_waitqueue_head(&event->waiters);
	INIT_WORK(&event->wake_work, named_event_wake_work);

	kref_init(&event->refs);

	if (ops && ops->announces) {
		event->announcer = announcer_create(event, ops->announces);
		if (!event->announcer) {
			named_event_put(event);
			return ERR_PTR(-ENOMEM);
		}
	}

	return event;
}

static void named_event_del(struct named_event *event)
{
	WRITE_ONCE(event->dead, true);
	proclook_device_del(event);

	/*
	 * Removing an attribute wakes nobody.  Who looks from here on finds it
	 * removed; who looked before sleeps now and is woken.
	 */
	if (event->signal_kn) {
		sysfs_notify_dirent(event->signal_kn);
		sysfs_put(event->signal_kn);
	}
	wake_pollers(event, EPOLLHUP | EPOLLERR);
	filters_wake(event, EPOLLHUP | EPOLLERR, true);
}

/**
 * named_event_add() - give a named event its device
 * @event: from named_event_alloc()
 * @owner: who cannot be unloaded while the device is open
 * @name: see named_event_create()
 *
 * Must be the last step of loading: from here on somebody may have the device open,
 * and a module that fails to load is freed regardless.
 *
 * Context: process context, may sleep.
 * Return: 0 or a negative errno; then named_event_destroy() is still to be called
 */
int named_event_add(struct named_event *event, struct module *owner,
		    const char *name)
{
	struct kernfs_node *kn;
	int ret;

	ret = proclook_device_add(event, owner, name);
	if (ret)
		return ret;

	/* Looked up once: a signaller cannot */
	kn = sysfs_get_dirent(event->dev->kobj.sd, "signal");
	if (!kn) {
		named_event_del(event);
		return -ENODEV;
	}
	WRITE_ONCE(event->signal_kn, kn);

	/*
	 * A reader of "signal" may have been quicker, and have missed a signal for
	 * want of signal_kn.  signal_kn, then armed; pairs with [S], as [R] does.
	 */
	smp_mb();
	named_event_wake(event);

	return 0;
}

/* Called by named_event_create(), which documents it */
struct named_event *__named_event_create(struct module *owner, const char *name,
					 size_t history_size)
{
	struct named_event *event;
	int ret;

	event = named_event_alloc(history_size, NULL);
	if (IS_ERR(event))
		return event;

	ret = named_event_add(event, owner, name);
	if (ret) {
		named_event_destroy(event);
		return ERR_PTR(ret);
	}

	return event;
}
EXPORT_SYMBOL_GPL(__named_event_create);

/**
 * named_event_destroy() - take a named event away
 * @event: the named event; the caller must not use it any more, and must have
 *	seen to it that nobody signals it
 *
 * Whoever has the device open is woken and gets ENODEV.
 *
 * Context: process context, may sleep.
 */
void named_event_destroy(struct named_event *event)
{
	/* A last signal may have queued it */
	cancel_work_sync(&event->wake_work);
	announcer_stop(event->announcer);
	if (event->signal_kn)
		named_event_del(event);
	named_event_put(event);
}
EXPORT_SYMBOL_GPL(named_event_destroy);
