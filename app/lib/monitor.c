// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <libudev.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

struct proclook_monitor {
	struct udev *udev;
	struct udev_monitor *events;
	char *name;
};

PROCLOOK_API void proclook_monitor_free(struct proclook_monitor *monitor)
{
	int saved = errno;

	if (!monitor)
		return;
	udev_monitor_unref(monitor->events);
	udev_unref(monitor->udev);
	free(monitor->name);
	free(monitor);
	errno = saved;
}

/* "udev", not "kernel": only then has the node its owner and mode */
static int subscribe(struct proclook_monitor *monitor)
{
	int ret;

	monitor->udev = udev_new();
	if (!monitor->udev)
		return -1;
	monitor->events = udev_monitor_new_from_netlink(monitor->udev, "udev");
	if (!monitor->events)
		return -1;
	ret = udev_monitor_filter_add_match_subsystem_devtype(monitor->events,
							      "proclook", NULL);
	if (ret >= 0)
		ret = udev_monitor_enable_receiving(monitor->events);
	if (ret >= 0)
		return 0;
	errno = -ret;
	return -1;
}

PROCLOOK_API struct proclook_monitor *proclook_monitor_new(const char *name)
{
	struct proclook_monitor *monitor;

	if (!pl_name_is_valid(name)) {
		errno = EINVAL;
		return NULL;
	}
	monitor = calloc(1, sizeof(*monitor));
	if (!monitor)
		return NULL;
	monitor->name = strdup(name);
	if (!monitor->name || subscribe(monitor)) {
		proclook_monitor_free(monitor);
		return NULL;
	}
	return monitor;
}

PROCLOOK_API int
proclook_monitor_get_fd(const struct proclook_monitor *monitor)
{
	return udev_monitor_get_fd(monitor->events);
}

/* Where no udev runs, nobody will ever finish the device: take it as it is */
static bool is_finished(struct udev_device *device)
{
	return udev_device_get_is_initialized(device) > 0 ||
	       access("/run/udev/control", F_OK);
}

PROCLOOK_API int proclook_monitor_check(struct proclook_monitor *monitor)
{
	struct udev_device *device;
	int ret = 0;

	/* What an event says may be over by now; what counts is sysfs */
	while ((device = udev_monitor_receive_device(monitor->events)))
		udev_device_unref(device);
	device = udev_device_new_from_subsystem_sysname(monitor->udev,
							"proclook",
							monitor->name);
	if (device) {
		ret = is_finished(device);
		udev_device_unref(device);
	} else if (errno == ENOMEM) {
		ret = -1;
	}
	return ret;
}
