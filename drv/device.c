// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/proclook/NAME: what one watcher sees
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/mutex.h>
#include <linux/pid_namespace.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>

#include "compat.h"
#include "internal.h"

#define PROCLOOK_NAME_MAX	32
#define PROCLOOK_MINORS		64

static dev_t proclook_first;
static DEFINE_IDA(proclook_minors);

/* Makes "is the name free?" and taking it one step */
static DEFINE_MUTEX(proclook_names);

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

static int proclook_open(struct inode *inode, struct file *file)
{
	struct named_event *event = container_of(inode->i_cdev,
						 struct named_event, cdev);
	struct watcher *watcher;

	/* Records have the ids of the initial namespace, which mean others here */
	if (!task_is_in_init_pid_ns(current))
		return -EPERM;
	/* All that can be done with the node is reading */
	if (!(file->f_mode & FMODE_READ))
		return -EACCES;
	if (READ_ONCE(event->dead))
		return -ENODEV;

	watcher = kzalloc(sizeof(*watcher), GFP_KERNEL);
	if (!watcher)
		return -ENOMEM;

	get_device(&event->dev);
	watcher->event = event;
	mutex_init(&watcher->lock);
	/* What counts as seen could have been fetched */
	watcher->seen = smp_load_acquire(&event->seq);
	atomic_inc(&event->watchers);
	file->private_data = watcher;

	return nonseekable_open(inode, file);
}

static int proclook_release(struct inode *inode, struct file *file)
{
	struct watcher *watcher = file->private_data;

	atomic_dec(&watcher->event->watchers);
	put_device(&watcher->event->dev);
	mutex_destroy(&watcher->lock);
	kfree(watcher);

	return 0;
}

static __poll_t proclook_poll(struct file *file, poll_table *wait)
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

static long proclook_snapshot(struct watcher *watcher,
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
		return -EINTR;
	ret = take_snapshot(watcher, &snapshot, user);
	mutex_unlock(&watcher->lock);

	return ret;
}

static long proclook_ioctl(struct file *file, unsigned int cmd,
			   unsigned long arg)
{
	struct watcher *watcher = file->private_data;

	if (READ_ONCE(watcher->event->dead))
		return -ENODEV;

	switch (cmd) {
	case PROCLOOK_IOC_SNAPSHOT:
		return proclook_snapshot(watcher, (void __user *)arg);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations proclook_fops = {
	.owner		= THIS_MODULE,
	.open		= proclook_open,
	.release	= proclook_release,
	.poll		= proclook_poll,
	.unlocked_ioctl	= proclook_ioctl,
	.compat_ioctl	= compat_ptr_ioctl,
};

/* Where there is no udev rule the node is root's alone */
static char *proclook_devnode(COMPAT_DEVNODE_CONST struct device *dev,
			      umode_t *mode)
{
	if (mode)
		*mode = 0400;

	return kasprintf(GFP_KERNEL, "proclook/%s", dev_name(dev));
}

static struct class proclook_class = {
	.name		= "proclook",
	.dev_groups	= proclook_groups,
	.devnode	= proclook_devnode,
};

static bool name_is_valid(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return len && !name[len] && len < PROCLOOK_NAME_MAX;
}

static bool name_is_taken(const char *name)
{
	struct device *dev = class_find_device_by_name(&proclook_class, name);

	put_device(dev);

	return dev;
}

/* Undoes itself when it fails, but for the name, which goes with the device */
static int device_add_named(struct named_event *event, const char *name)
{
	int ret;

	if (name_is_taken(name))
		return -EEXIST;
	ret = dev_set_name(&event->dev, "%s", name);
	if (ret)
		return ret;

	return cdev_device_add(&event->cdev, &event->dev);
}

/* While a device goes it leaves the class before sysfs: its name is still taken */
static void device_del_named(struct named_event *event)
{
	mutex_lock(&proclook_names);
	cdev_device_del(&event->cdev, &event->dev);
	mutex_unlock(&proclook_names);
}

/**
 * proclook_device_add() - give a named event its node and its attributes
 * @event: the named event, its struct device initialised
 * @owner: who cannot be unloaded while the node is open
 * @name: of the node
 *
 * Return: 0 or a negative errno; then the caller drops the device.
 */
int proclook_device_add(struct named_event *event, struct module *owner,
			const char *name)
{
	int minor;
	int ret;

	if (!name_is_valid(name))
		return -EINVAL;

	minor = ida_alloc_max(&proclook_minors, PROCLOOK_MINORS - 1, GFP_KERNEL);
	if (minor < 0)
		return minor;

	cdev_init(&event->cdev, &proclook_fops);
	event->cdev.owner = owner;
	event->dev.class = &proclook_class;
	event->dev.devt = proclook_first + minor;

	mutex_lock(&proclook_names);
	ret = device_add_named(event, name);
	mutex_unlock(&proclook_names);
	if (ret)
		goto err_minor;

	/* Looked up once: a probe cannot */
	WRITE_ONCE(event->signal_kn,
		   sysfs_get_dirent(event->dev.kobj.sd, "signal"));
	if (!event->signal_kn) {
		ret = -ENOMEM;
		goto err_device;
	}

	return 0;

err_device:
	device_del_named(event);
err_minor:
	ida_free(&proclook_minors, minor);
	return ret;
}

/**
 * proclook_device_del() - take node and attributes away
 * @event: the named event
 *
 * Files that are open stay usable, and hold the named event; @event->signal_kn
 * stays until the caller has notified it for the last time.
 */
void proclook_device_del(struct named_event *event)
{
	device_del_named(event);
	ida_free(&proclook_minors, event->dev.devt - proclook_first);
}

int proclook_devices_init(void)
{
	int ret;

	ret = alloc_chrdev_region(&proclook_first, 0, PROCLOOK_MINORS,
				  "proclook");
	if (ret)
		return ret;

	ret = class_register(&proclook_class);
	if (ret)
		unregister_chrdev_region(proclook_first, PROCLOOK_MINORS);

	return ret;
}

void proclook_devices_exit(void)
{
	class_unregister(&proclook_class);
	unregister_chrdev_region(proclook_first, PROCLOOK_MINORS);
}
