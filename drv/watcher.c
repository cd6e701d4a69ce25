// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one watcher sees through /dev/proclook/NAME: the operations of its open file
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/pid_namespace.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "internal.h"

/**
 * struct watcher - one open file
 * @event: what it watches; the file holds a reference
 * @lock: threads that share the file take turns
 * @seen: sequence number of the newest record when it last looked; poll() reads it
 *	without the lock
 */
struct watcher {
	struct named_event	*event;
	struct mutex		lock;	/* protects seen */
	u64			seen;
};

static int watcher_open(struct inode *inode, struct file *file)
{
	struct named_event *event;
	struct watcher *watcher;

	/* Records have the ids of the initial namespace, which mean others here */
	if (!task_is_in_init_pid_ns(current))
		return -EPERM;
	/* All that can be done with the node is reading */
	if (!(file->f_mode & FMODE_READ))
		return -EACCES;

	event = proclook_device_get(iminor(inode));
	if (!event)
		return -ENODEV;

	watcher = kzalloc(sizeof(*watcher), GFP_KERNEL);
	if (!watcher) {
		named_event_put(event);
		return -ENOMEM;
	}

	watcher->event = event;
	mutex_init(&watcher->lock);
	/* What counts as seen could have been fetched */
	watcher->seen = smp_load_acquire(&event->seq);
	atomic_inc(&event->watchers);
	file->private_data = watcher;

	return nonseekable_open(inode, file);
}

static int watcher_release(struct inode *inode, struct file *file)
{
	struct watcher *watcher = file->private_data;

	atomic_dec(&watcher->event->watchers);
	named_event_put(watcher->event);
	mutex_destroy(&watcher->lock);
	kfree(watcher);

	return 0;
}

static __poll_t watcher_poll(struct file *file, poll_table *wait)
{
	struct watcher *watcher = file->private_data;
	struct named_event *event = watcher->event;

	poll_wait(file, &event->waiters, wait);
	/*
	 * [P]: queued before seq is read; pairs with [S] in named_event_signal().
	 * Newer kernels have this barrier in poll_wait(), early 6.1.y has not.
	 */
	smp_mb();

	if (READ_ONCE(event->dead))
		return EPOLLHUP | EPOLLERR;

	/* The record that this speaks of can be fetched */
	return smp_load_acquire(&event->seq) > READ_ONCE(watcher->seen) ?
	       EPOLLPRI : 0;
}

/*
 * Copy the newest record to the caller's buffer.  A copy that the ring overtook
 * meanwhile is done again with a newer record: that takes a whole ring of events, or
 * memory that its owner makes slow; he holds up nobody but himself, and can be killed.
 */
static int copy_newest(const struct history *history,
		       struct proclook_snapshot *snapshot, u64 *seq)
{
	const struct proclook_record *record;
	struct proclook_record head;
	u64 pos;

	do {
		record = history_newest(history, &pos);
		if (!record)
			return -ENODATA;
		memcpy(&head, record, sizeof(head));
		if (!history_intact(history, pos))
			continue;

		snapshot->record_size = head.size;
		if (snapshot->buf_size < head.size)
			return -EMSGSIZE;
		if (copy_to_user(u64_to_user_ptr(snapshot->buf), record,
				 head.size))
			return -EFAULT;
		if (fatal_signal_pending(current))
			return -EINTR;
	} while (!history_intact(history, pos));

	*seq = head.seq;

	return 0;
}

/* The part of the ioctl that moves the watcher's ledger; all of it or nothing */
static int take_snapshot(struct watcher *watcher,
			 struct proclook_snapshot *snapshot,
			 struct proclook_snapshot __user *user)
{
	u64 seq;
	int ret;

	ret = copy_newest(&watcher->event->history, snapshot, &seq);
	if (ret && ret != -EMSGSIZE)
		return ret;

	snapshot->generation = watcher->event->generation;
	if (!ret) {
		bool seen = seq <= watcher->seen;

		snapshot->state = seen ? PROCLOOK_SNAPSHOT_SEEN : 0;
		snapshot->missed = seen ? 0 : seq - watcher->seen - 1;
	}
	if (copy_to_user(user, snapshot, sizeof(*snapshot)))
		return -EFAULT;
	if (!ret)
		WRITE_ONCE(watcher->seen, max(seq, watcher->seen));

	return ret;
}

static long watcher_snapshot(struct watcher *watcher,
			     struct proclook_snapshot __user *user)
{
	struct proclook_snapshot snapshot;
	int ret;

	if (copy_from_user(&snapshot, user, sizeof(snapshot)))
		return -EFAULT;
	if (snapshot.flags ||
	    memchr_inv(snapshot.reserved, 0, sizeof(snapshot.reserved)))
		return -EINVAL;

	snapshot.generation = 0;
	snapshot.missed = 0;
	snapshot.record_size = 0;
	snapshot.state = 0;

	if (mutex_lock_interruptible(&watcher->lock))
		return -ERESTARTSYS;
	ret = take_snapshot(watcher, &snapshot, user);
	mutex_unlock(&watcher->lock);

	return ret;
}

static long watcher_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	struct watcher *watcher = file->private_data;

	if (READ_ONCE(watcher->event->dead))
		return -ENODEV;

	switch (cmd) {
	case PROCLOOK_IOC_SNAPSHOT:
		return watcher_snapshot(watcher, (void __user *)arg);
	default:
		return -ENOTTY;
	}
}

const struct file_operations watcher_fops = {
	.owner		= THIS_MODULE,
	.open		= watcher_open,
	.release	= watcher_release,
	.poll		= watcher_poll,
	.unlocked_ioctl	= watcher_ioctl,
	.compat_ioctl	= compat_ptr_ioctl,
};
