// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/proclook/NAME and /sys/class/proclook/NAME/: numbers, names, coming and going
 */
#include <linux/cache.h>
#include <linux/errno.h>
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

static dev_t proclook_devt __ro_after_init;
static DEFINE_IDA(proclook_minors);

/* Makes "is the name free?" and taking it one step */
static DEFINE_MUTEX(proclook_names_lock);

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

	cdev_init(&event->cdev, &watcher_fops);
	event->cdev.owner = owner;
	event->dev.class = &proclook_class;
	event->dev.devt = proclook_devt + minor;

	mutex_lock(&proclook_names_lock);
	ret = device_add_named(event, name);
	mutex_unlock(&proclook_names_lock);
	if (ret)
		ida_free(&proclook_minors, minor);

	return ret;
}

/**
 * proclook_device_del() - take node and attributes away
 * @event: the named event
 *
 * Files that are open stay, and hold the named event.
 */
void proclook_device_del(struct named_event *event)
{
	/* A device leaves the class before sysfs: meanwhile its name is taken */
	mutex_lock(&proclook_names_lock);
	cdev_device_del(&event->cdev, &event->dev);
	mutex_unlock(&proclook_names_lock);
	ida_free(&proclook_minors, event->dev.devt - proclook_devt);
}

int __init proclook_devices_init(void)
{
	int ret;

	ret = alloc_chrdev_region(&proclook_devt, 0, PROCLOOK_MINORS,
				  "proclook");
	if (ret)
		return ret;

	ret = class_register(&proclook_class);
	if (ret)
		unregister_chrdev_region(proclook_devt, PROCLOOK_MINORS);

	return ret;
}

void proclook_devices_exit(void)
{
	class_unregister(&proclook_class);
	unregister_chrdev_region(proclook_devt, PROCLOOK_MINORS);
}
