// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/proclook/NAME and /sys/class/proclook/NAME/: numbers, names, coming and going
 */
#include <linux/cache.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "compat.h"
#include "internal.h"

#define PROCLOOK_NAME_MAX	32
#define PROCLOOK_MINORS		64

static struct class *proclook_class __ro_after_init;
static dev_t proclook_devt __ro_after_init;

/* Named events by minor number; makes "is the name free?" and taking it one step */
static DEFINE_IDR(proclook_devices);
static DEFINE_MUTEX(proclook_devices_lock);

/* Where there is no udev rule the node is root's alone */
static char *proclook_devnode(COMPAT_DEVNODE_CONST struct device *dev,
			      umode_t *mode)
{
	if (mode)
		*mode = 0400;

	return kasprintf(GFP_KERNEL, "proclook/%s", dev_name(dev));
}

static bool name_is_valid(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return len && !name[len] && len < PROCLOOK_NAME_MAX;
}

static bool name_is_taken(const char *name)
{
	struct device *dev = class_find_device_by_name(proclook_class, name);

	put_device(dev);

	return dev;
}

/*
 * Class, device and character device are the core's own memory with its own release
 * functions: who still holds one of them when the module is gone does no harm.
 */
static int device_add_named(struct named_event *event, struct module *owner,
			    const char *name)
{
	dev_t devt;
	int minor;
	int ret;

	if (name_is_taken(name))
		return -EEXIST;

	minor = idr_alloc(&proclook_devices, event, 0, PROCLOOK_MINORS,
			  GFP_KERNEL);
	if (minor < 0)
		return minor;
	devt = proclook_devt + minor;

	event->cdev = cdev_alloc();
	if (!event->cdev) {
		ret = -ENOMEM;
		goto err_minor;
	}
	event->cdev->owner = owner;
	event->cdev->ops = &watcher_fops;
	ret = cdev_add(event->cdev, devt, 1);
	if (ret)
		goto err_cdev;

	event->dev = device_create(proclook_class, NULL, devt, event, "%s", name);
	if (IS_ERR(event->dev)) {
		ret = PTR_ERR(event->dev);
		goto err_cdev;
	}

	return 0;

err_cdev:
	cdev_del(event->cdev);
err_minor:
	idr_remove(&proclook_devices, minor);
	return ret;
}

/**
 * proclook_device_add() - give a named event its node and its attributes
 * @event: the named event
 * @owner: who cannot be unloaded while the node is open
 * @name: of the node
 *
 * Return: 0 or a negative errno
 */
int proclook_device_add(struct named_event *event, struct module *owner,
			const char *name)
{
	int ret;

	if (!name_is_valid(name))
		return -EINVAL;

	mutex_lock(&proclook_devices_lock);
	ret = device_add_named(event, owner, name);
	mutex_unlock(&proclook_devices_lock);

	return ret;
}

/**
 * proclook_device_del() - take node and attributes away
 * @event: the named event
 *
 * Files that are open stay, and hold the named event.  When it returns, nobody reads
 * an attribute any more.
 */
void proclook_device_del(struct named_event *event)
{
	/* A device leaves the class before sysfs: meanwhile its name is taken */
	mutex_lock(&proclook_devices_lock);
	idr_remove(&proclook_devices, MINOR(event->dev->devt));
	device_unregister(event->dev);
	cdev_del(event->cdev);
	mutex_unlock(&proclook_devices_lock);
}

/**
 * proclook_device_get() - the named event of a node
 * @minor: the node's minor number
 *
 * Return: the named event, for named_event_put(); NULL if it is gone
 */
struct named_event *proclook_device_get(unsigned int minor)
{
	struct named_event *event;

	mutex_lock(&proclook_devices_lock);
	event = idr_find(&proclook_devices, minor);
	if (event)
		named_event_get(event);
	mutex_unlock(&proclook_devices_lock);

	return event;
}

int __init proclook_devices_init(void)
{
	int ret;

	ret = alloc_chrdev_region(&proclook_devt, 0, PROCLOOK_MINORS,
				  "proclook");
	if (ret)
		return ret;

	proclook_class = COMPAT_CLASS_CREATE("proclook");
	if (IS_ERR(proclook_class)) {
		unregister_chrdev_region(proclook_devt, PROCLOOK_MINORS);
		return PTR_ERR(proclook_class);
	}
	proclook_class->dev_groups = proclook_groups;
	proclook_class->devnode = proclook_devnode;

	return 0;
}

void proclook_devices_exit(void)
{
	class_destroy(proclook_class);
	unregister_chrdev_region(proclook_devt, PROCLOOK_MINORS);
}
