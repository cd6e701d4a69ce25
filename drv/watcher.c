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
#include <linux/vmalloc.h>

#include "filter.h"
#include "source.h"
#include "watcher.h"

/**
 * watcher_newest() - how many records there were
 * @watcher: the watcher
 *
 * Return: the number of the newest one, in the watcher's own count.  It can be fetched.
 */
u64 watcher_newest(const struct watcher *watcher)
{
	/* Pairs with smp_store_release() in apply_conditions() */
	const struct filter *filter = smp_load_acquire(&watcher->filter);
	const u64 *count = filter ? &filter->count : &watcher->event->seq;

	/*
	 * The number before the record; pairs with smp_store_release() in
	 * named_event_signal(), or with write_seqcount_begin() in filter_count()
	 */
	return smp_load_acquire(count);
}

/**
 * watcher_queue() - where the watcher's waiters sleep
 * @watcher: the watcher; from now on it can get no first filter
 *
 * Return: the wait queue, the same each time
 */
wait_queue_head_t *watcher_queue(struct watcher *watcher)
{
	wait_queue_head_t *queue = READ_ONCE(watcher->queue);

	if (!queue) {
		wait_queue_head_t *unfiltered = &watcher->event->waiters;

		queue = cmpxchg(&watcher->queue, NULL, unfiltered) ?: unfiltered;
	}

	return queue;
}

static void watcher_free(struct watcher *watcher)
{
	if (watcher->filter)
		filter_destroy(watcher->event, watcher->filter);
	named_event_put(watcher->event);
	kvfree(watcher->copy);
	mutex_destroy(&watcher->lock);
	kfree(watcher);
}

/* Takes over the reference to @event */
static struct watcher *watcher_alloc(struct named_event *event)
{
	struct watcher *watcher = kzalloc(sizeof(*watcher), GFP_KERNEL_ACCOUNT);

	if (!watcher) {
		named_event_put(event);
		return NULL;
	}

	watcher->event = event;
	mutex_init(&watcher->lock);
	watcher->copy = kvmalloc(PROCLOOK_RECORD_MAX, GFP_KERNEL_ACCOUNT);
	if (!watcher->copy) {
		watcher_free(watcher);
		return NULL;
	}

	return watcher;
}

/* Last of all, when nothing else keeps the watcher out: the source may have work to do */
static int watcher_admit(struct watcher *watcher, const struct inode *inode)
{
	const struct named_event_ops *ops = watcher->event->ops;
	int ret;

	ret = watcher_set_scope(watcher, inode);
	if (ret || !ops || !ops->open)
		return ret;

	return ops->open();
}

static int watcher_open(struct inode *inode, struct file *file)
{
	struct named_event *event;
	struct watcher *watcher;
	int ret;

	/* Records have the ids of the initial namespace, which mean others here */
	if (!task_is_in_init_pid_ns(current))
		return -EPERM;
	/* All that can be done with the node is reading */
	if (!(file->f_mode & FMODE_READ))
		return -EACCES;

	event = proclook_device_get(iminor(inode));
	if (!event)
		return -ENODEV;

	watcher = watcher_alloc(event);
	if (!watcher)
		return -ENOMEM;
	ret = watcher_admit(watcher, inode);
	if (ret) {
		watcher_free(watcher);
		return ret;
	}

	atomic_inc(&event->watchers);
	file->private_data = watcher;
	/* read() goes on where the watcher is, and nowhere else */
	file->f_mode &= ~(FMODE_PREAD | FMODE_PWRITE);

	return 0;
}

static int watcher_release(struct inode *inode, struct file *file)
{
	struct watcher *watcher = file->private_data;
	const struct named_event_ops *ops = watcher->event->ops;

	atomic_dec(&watcher->event->watchers);
	if (ops && ops->release)
		ops->release();
	watcher_free(watcher);

	return 0;
}

static __poll_t watcher_poll(struct file *file, poll_table *wait)
{
	struct watcher *watcher = file->private_data;
	__poll_t events = 0;

	poll_wait(file, watcher_queue(watcher), wait);
	/*
	 * [P]: queued before the count is read; pairs with [S] in named_event_signal().
	 * Newer kernels have this barrier in poll_wait(), early 6.1.y has not.
	 */
	smp_mb();

	if (READ_ONCE(watcher->event->dead))
		return EPOLLHUP | EPOLLERR;

	if (watcher_has_unseen(watcher))
		events |= EPOLLPRI;
	if (watcher_has_unread(watcher))
		events |= EPOLLIN | EPOLLRDNORM;

	return events;
}

static long watcher_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	struct watcher *watcher = file->private_data;
	void __user *user = (void __user *)arg;

	if (READ_ONCE(watcher->event->dead))
		return -ENODEV;

	switch (cmd) {
	case PROCLOOK_IOC_SNAPSHOT:
		return watcher_snapshot(watcher, user);
	case PROCLOOK_IOC_FILTER:
		return watcher_set_filter(watcher, user);
	case PROCLOOK_IOC_LIST:
		return watcher_list(watcher, user);
	default:
		return -ENOTTY;
	}
}

/*
 * The history, page by page.  Only a file that is open for reading alone has mappings that
 * are shared and can never become writable.
 */
static int watcher_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct watcher *watcher = file->private_data;
	struct history *history = &watcher->event->history;
	u8 *memory = (u8 *)history->map;
	unsigned long size = PAGE_ALIGN(history->data + history->size - memory);
	unsigned long offset;
	int ret;

	if (!(vma->vm_flags & VM_MAYSHARE) || vma->vm_pgoff ||
	    vma->vm_end - vma->vm_start > size)
		return -EINVAL;
	if (watcher->own_only || vma->vm_flags & VM_MAYWRITE)
		return -EACCES;
	if (READ_ONCE(watcher->event->dead))
		return -ENODEV;

	for (offset = 0; offset < vma->vm_end - vma->vm_start; offset += PAGE_SIZE) {
		ret = vm_insert_page(vma, vma->vm_start + offset,
				     vmalloc_to_page(memory + offset));
		if (ret)
			return ret;
	}

	return 0;
}

const struct file_operations watcher_fops = {
	.owner		= THIS_MODULE,
	.open		= watcher_open,
	.release	= watcher_release,
	.read		= watcher_read,
	.llseek		= watcher_llseek,
	.poll		= watcher_poll,
	.mmap		= watcher_mmap,
	.unlocked_ioctl	= watcher_ioctl,
	.compat_ioctl	= compat_ptr_ioctl,
};
