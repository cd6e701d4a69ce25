// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/class/proclook/NAME/: what everybody may know, which is numbers only
 */
#include <linux/device.h>
#include <linux/sysfs.h>

#include "announcer.h"
#include "internal.h"

/*
 * The pollable attribute.  kernfs has taken note of its own event counter before
 * it calls this, so that reading acknowledges: a notification that comes later
 * makes poll() return again.
 */
static ssize_t signal_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	struct named_event *event = dev_get_drvdata(dev);

	WRITE_ONCE(event->armed, 1);
	/* [R]: armed before seq; pairs with [S] in named_event_signal() */
	smp_mb();

	/* What is fetched after this is at least as new */
	return sysfs_emit(buf, "%llu\n", smp_load_acquire(&event->seq));
}
static DEVICE_ATTR_RO(signal);

static ssize_t generation_show(struct device *dev, struct device_attribute *attr,
			       char *buf)
{
	struct named_event *event = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%llu\n", event->generation);
}
static DEVICE_ATTR_RO(generation);

static ssize_t notifications_show(struct device *dev,
				  struct device_attribute *attr, char *buf)
{
	struct named_event *event = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%lld\n", atomic64_read(&event->notifications));
}
static DEVICE_ATTR_RO(notifications);

static ssize_t overwritten_show(struct device *dev, struct device_attribute *attr,
				char *buf)
{
	struct named_event *event = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%llu\n", history_overwritten(&event->history));
}
static DEVICE_ATTR_RO(overwritten);

static ssize_t watchers_show(struct device *dev, struct device_attribute *attr,
			     char *buf)
{
	struct named_event *event = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%d\n", atomic_read(&event->watchers));
}
static DEVICE_ATTR_RO(watchers);

static struct attribute *proclook_attrs[] = {
	&dev_attr_signal.attr,
	&dev_attr_generation.attr,
	&dev_attr_notifications.attr,
	&dev_attr_overwritten.attr,
	&dev_attr_watchers.attr,
	NULL
};

static const struct attribute_group proclook_group = {
	.attrs = proclook_attrs,
};

const struct attribute_group *proclook_groups[] = {
	&proclook_group,
	&proclook_announce_group,
	NULL
};
