// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one watcher sees through /dev/proclook/NAME: the operations of its open file
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/pid_namespace.h>
#include <linux/poll.h>
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
 * @copy: the record that is being fetched.  The ring goes on while user memory is
 *	written to, which its owner may make as slow as he likes: no byte reaches him before
 *	it is known to be of the record he asked for
 */
struct watcher {
	struct named_event	*event;
	struct mutex		lock;	/* protects seen and copy */
	u64			seen;
	void			*copy;
};

static void watcher_free(struct watcher *watcher)
{
	kvfree(watcher->copy);
	mutex_destroy(&watcher->lock);
	kfree(watcher);
}

static struct watcher *watcher_alloc(void)
{
	struct watcher *watcher = kzalloc(sizeof(*watcher), GFP_KERNEL_ACCOUNT);

	if (!watcher)
		return NULL;

	mutex_init(&watcher->lock);
	watcher->copy = kvmalloc(PROCLOOK_RECORD_MAX, GFP_KERNEL_ACCOUNT);
	if (!watcher->copy) {
		watcher_free(watcher);
		return NULL;
	}

	return watcher;
}

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

	watcher = watcher_alloc();
	if (!watcher) {
		named_event_put(event);
		return -ENOMEM;
	}

	watcher->event = event;
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
	watcher_free(watcher);

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
 * Copy the newest record.  One that the ring overtook meanwhile is copied again, as a
 * newer one: that takes a whole ring of events in the time of one copy.
 */
static u32 copy_newest(const struct history *history, void *buf)
{
	u32 size;
	u64 pos;

	do {
		if (!history_newest(history, &pos))
			return 0;
		size = history_copy(history, pos, buf);
	} while (!size);

	return size;
}

/* The part of the ioctl that moves the watcher's ledger; all of it or nothing */
static int take_snapshot(struct watcher *watcher,
			 struct proclook_snapshot *snapshot,
			 struct proclook_snapshot __user *user)
{
	const struct proclook_record *record = watcher->copy;
	bool fits;

	snapshot->record_size = copy_newest(&watcher->event->history, watcher->copy);
	if (!snapshot->record_size)
		return -ENODATA;

	snapshot->generation = watcher->event->generation;
	fits = record->size <= snapshot->buf_size;
	if (fits && record->seq <= watcher->seen)
		snapshot->state = PROCLOOK_SNAPSHOT_SEEN;
	else if (fits)
		snapshot->missed = record->seq - watcher->seen - 1;

	if (fits && copy_to_user(u64_to_user_ptr(snapshot->buf), record, record->size))
		return -EFAULT;
	if (copy_to_user(user, snapshot, sizeof(*snapshot)))
		return -EFAULT;
	if (!fits)
		return -EMSGSIZE;
	WRITE_ONCE(watcher->seen, record->seq);

	return 0;
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
