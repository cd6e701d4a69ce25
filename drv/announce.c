// SPDX-License-Identifier: GPL-2.0-only
/*
 * The attributes "announce" and "announce_dropped": which programs udev is told of
 *
 * In the list a name is one word, as udev is told it, see uevent.c.
 */
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/sysfs.h>

#include "announcer.h"
#include "internal.h"
#include "uevent.h"

static int add_name(struct announce_names *names, char *word)
{
	size_t len = string_unescape_inplace(word, UNESCAPE_HEX);

	/* No program has such a name: the kernel cuts it, and ends it with its first NUL */
	if (len >= PROCLOOK_COMM_LEN || len != strlen(word))
		return -EINVAL;
	if (announce_has_name(names, word))
		return 0;
	if (names->count == ANNOUNCE_NAMES_MAX)
		return -E2BIG;
	strcpy(names->names[names->count++], word);

	return 0;
}

/* Words with white space between; @text is taken to pieces */
static int parse_names(char *text, struct announce_names *names)
{
	char *word;
	int ret;

	while ((word = strsep(&text, " \t\n"))) {
		if (!*word)
			continue;
		ret = add_name(names, word);
		if (ret)
			return ret;
	}

	return 0;
}

static int set_names(struct device *dev, const char *buf)
{
	struct named_event *event = dev_get_drvdata(dev);
	struct announce_names *names = kzalloc(sizeof(*names), GFP_KERNEL);
	char *text = kstrdup(buf, GFP_KERNEL);
	int ret = -ENOMEM;

	if (names && text) {
		ret = parse_names(text, names);
		if (!ret)
			ret = announcer_set_names(event->announcer, dev, names);
	}
	kfree(text);
	kfree(names);

	return ret;
}

static ssize_t announce_store(struct device *dev, struct device_attribute *attr,
			      const char *buf, size_t count)
{
	/* A NUL would end the list before its end */
	int ret = strlen(buf) == count ? set_names(dev, buf) : -EINVAL;

	return ret ?: count;
}

static ssize_t announce_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct named_event *event = dev_get_drvdata(dev);
	struct announce_names *names = kmalloc(sizeof(*names), GFP_KERNEL);
	char word[UEVENT_NAME_MAX];
	unsigned int i;
	int len = 0;

	if (!names)
		return -ENOMEM;
	announcer_get_names(event->announcer, names);
	for (i = 0; i < names->count; i++) {
		uevent_escape(names->names[i], word);
		len += sysfs_emit_at(buf, len, "%s\n", word);
	}
	kfree(names);

	return len;
}
static DEVICE_ATTR_ADMIN_RW(announce);

static ssize_t announce_dropped_show(struct device *dev, struct device_attribute *attr,
				     char *buf)
{
	struct named_event *event = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%llu\n", announcer_dropped(event->announcer));
}
static DEVICE_ATTR_RO(announce_dropped);

static struct attribute *announce_attrs[] = {
	&dev_attr_announce.attr,
	&dev_attr_announce_dropped.attr,
	NULL
};

/* Where the source has something to announce */
static umode_t announce_is_visible(struct kobject *kobj, struct attribute *attr, int unused)
{
	const struct named_event *event = dev_get_drvdata(kobj_to_dev(kobj));

	return event->announcer ? attr->mode : 0;
}

const struct attribute_group proclook_announce_group = {
	.attrs = announce_attrs,
	.is_visible = announce_is_visible,
};
