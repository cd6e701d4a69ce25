// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module of the course on event synchronisation: drivers with faults, and without;
 * never installed with the product
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "driver.h"
#include "proclook_pitfalls.h"

/* Without its fault, with it */
static const struct driver_ops *const drivers[][2] = {
	{ &pulse_fixed, &pulse_broken },
	{ &overwrite_fixed, &overwrite_broken },
	{ &pop_either, &pop_either },
	{ &check_fixed, &check_broken },
	{ &herd_fixed, &herd_broken },
	{ &starve_fixed, &starve_broken },
};

static int start(struct driver *driver, const struct pitfalls_start __user *user)
{
	struct pitfalls_start start;
	size_t i;

	if (copy_from_user(&start, user, sizeof(start)))
		return -EFAULT;
	if (start.broken > 1)
		return -EINVAL;

	for (i = 0; i < ARRAY_SIZE(drivers); i++)
		if (!strncmp(drivers[i][0]->name, start.name, sizeof(start.name)))
			return cmpxchg(&driver->ops, NULL, drivers[i][start.broken]) ?
			       -EBUSY : 0;

	return -EINVAL;
}

static int send(struct driver *driver, const struct driver_ops *ops, const u32 __user *user)
{
	u32 number;

	if (get_user(number, user))
		return -EFAULT;
	ops->send(driver, number);

	return 0;
}

static int fetch(struct driver *driver, const struct driver_ops *ops, u32 __user *user)
{
	u32 number;
	int ret;

	if (!ops->fetch)
		return -EINVAL;
	ret = ops->fetch(driver, &number);

	return ret ? ret : put_user(number, user);
}

static long pitfalls_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct driver *driver = file->private_data;
	const struct driver_ops *ops = READ_ONCE(driver->ops);

	if (cmd == PITFALLS_IOC_START)
		return start(driver, (const struct pitfalls_start __user *)arg);
	if (!ops)
		return -EINVAL;

	switch (cmd) {
	case PITFALLS_IOC_SEND:
		return send(driver, ops, (const u32 __user *)arg);
	case PITFALLS_IOC_WAIT:
		return ops->wait ? ops->wait(driver) : -EINVAL;
	case PITFALLS_IOC_FETCH:
		return fetch(driver, ops, (u32 __user *)arg);
	default:
		return -ENOTTY;
	}
}

static int pitfalls_open(struct inode *inode, struct file *file)
{
	struct driver *driver = kzalloc(sizeof(*driver), GFP_KERNEL);

	if (!driver)
		return -ENOMEM;

	kevent_init(&driver->event);
	init_waitqueue_head(&driver->waiters);
	spin_lock_init(&driver->lock);
	INIT_KFIFO(driver->queue);
	file->private_data = driver;

	return 0;
}

static int pitfalls_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);

	return 0;
}

static const struct file_operations pitfalls_fops = {
	.owner		= THIS_MODULE,
	.open		= pitfalls_open,
	.release	= pitfalls_release,
	.unlocked_ioctl	= pitfalls_ioctl,
	.compat_ioctl	= compat_ptr_ioctl,
};

static struct miscdevice pitfalls_device = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "proclook_pitfalls",
	.fops	= &pitfalls_fops,
	.mode	= 0600,
};

static int __init pitfalls_init(void)
{
	int ret = publish_init();

	if (ret)
		return ret;
	ret = misc_register(&pitfalls_device);
	if (ret)
		publish_exit();

	return ret;
}
module_init(pitfalls_init);

static void __exit pitfalls_exit(void)
{
	misc_deregister(&pitfalls_device);
	publish_exit();
}
module_exit(pitfalls_exit);

MODULE_DESCRIPTION("Faults of event notification, for the course of proclook");
MODULE_LICENSE("GPL");
