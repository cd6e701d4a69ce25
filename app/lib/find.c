// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <fcntl.h>
#include <libudev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

bool pl_name_is_valid(const char *name)
{
	return name && *name && !strchr(name, '/') && strcmp(name, ".") &&
	       strcmp(name, "..");
}

static int fill_place(struct udev_device *device, struct pl_place *place)
{
	const char *node = udev_device_get_devnode(device);

	if (!node) {
		errno = ENXIO;
		return -1;
	}
	place->devnum = udev_device_get_devnum(device);
	place->node = strdup(node);
	if (!place->node)
		return -1;
	if (asprintf(&place->attribute, "%s/signal",
		     udev_device_get_syspath(device)) < 0) {
		free(place->node);
		return -1;
	}
	return 0;
}

static void forget(struct udev *udev, struct udev_device *device,
		   struct udev_enumerate *list)
{
	int saved = errno;

	udev_enumerate_unref(list);
	udev_device_unref(device);
	udev_unref(udev);
	errno = saved;
}

int pl_place_find(const char *name, struct pl_place *place)
{
	struct udev *udev = udev_new();
	struct udev_device *device;
	int ret = -1;

	if (!udev)
		return -1;
	device = udev_device_new_from_subsystem_sysname(udev, "proclook", name);
	if (device)
		ret = fill_place(device, place);
	else if (errno != ENOMEM)
		errno = ENOENT;
	forget(udev, device, NULL);
	return ret;
}

/* A node left behind by an earlier load may lead to any other device */
int pl_place_open(const struct pl_place *place)
{
	int fd = open(place->node, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) || !S_ISCHR(st.st_mode) ||
	    st.st_rdev != place->devnum) {
		close(fd);
		errno = ENODEV;
		return -1;
	}
	return fd;
}

void pl_place_release(struct pl_place *place)
{
	int saved = errno;

	free(place->node);
	free(place->attribute);
	errno = saved;
}

static int report(struct udev *udev, const char *syspath,
		  proclook_found_fn found, void *data)
{
	struct udev_device *device = udev_device_new_from_syspath(udev, syspath);
	const char *node = device ? udev_device_get_devnode(device) : NULL;
	int ret = 0;

	/* A device may go between being listed and being looked at */
	if (node)
		ret = found(udev_device_get_sysname(device), node, syspath, data);
	forget(NULL, device, NULL);
	return ret;
}

PROCLOOK_API int proclook_find(proclook_found_fn found, void *data)
{
	struct udev *udev = udev_new();
	struct udev_enumerate *list = udev ? udev_enumerate_new(udev) : NULL;
	struct udev_list_entry *entry;
	int ret = -1;

	if (!list)
		goto out;
	ret = udev_enumerate_add_match_subsystem(list, "proclook");
	if (ret >= 0)
		ret = udev_enumerate_scan_devices(list);
	if (ret < 0) {
		errno = -ret;
		ret = -1;
		goto out;
	}
	ret = 0;
	udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(list)) {
		ret = report(udev, udev_list_entry_get_name(entry), found, data);
		if (ret)
			break;
	}
out:
	forget(udev, NULL, list);
	return ret;
}
