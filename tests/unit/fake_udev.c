// SPDX-License-Identifier: GPL-2.0-or-later
/* As much of libudev as the library uses, in place of -ludev */
#include <errno.h>
#include <libudev.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "fake.h"

/* Real memory behind each handle: what is not given back is a leak for ASan */
struct udev { char unused; };
struct udev_device { char unused; };
struct udev_monitor { int fd; };
struct udev_enumerate { char unused; };

struct udev *udev_new(void)
{
	return malloc(sizeof(struct udev));
}

struct udev *udev_unref(struct udev *udev)
{
	free(udev);
	return NULL;
}

struct udev_device *udev_device_new_from_subsystem_sysname(struct udev *udev,
							   const char *subsystem,
							   const char *sysname)
{
	if (!udev || strcmp(subsystem, "proclook") || strcmp(sysname, "process") ||
	    !fake.present) {
		errno = ENODEV;
		return NULL;
	}
	return malloc(sizeof(struct udev_device));
}

struct udev_device *udev_device_new_from_syspath(struct udev *udev,
						 const char *syspath)
{
	if (strcmp(syspath, FAKE_SYSPATH)) {
		errno = ENODEV;
		return NULL;
	}
	return udev_device_new_from_subsystem_sysname(udev, "proclook", "process");
}

struct udev_device *udev_device_unref(struct udev_device *device)
{
	free(device);
	return NULL;
}

const char *udev_device_get_devnode(struct udev_device *device)
{
	return device ? FAKE_NODE : NULL;
}

const char *udev_device_get_syspath(struct udev_device *device)
{
	return device ? FAKE_SYSPATH : NULL;
}

const char *udev_device_get_sysname(struct udev_device *device)
{
	return device ? "process" : NULL;
}

dev_t udev_device_get_devnum(struct udev_device *device)
{
	return device ? makedev(240, 1) : 0;
}

int udev_device_get_is_initialized(struct udev_device *device)
{
	return device && fake.initialized;
}

struct udev_enumerate *udev_enumerate_new(struct udev *udev)
{
	return udev ? malloc(sizeof(struct udev_enumerate)) : NULL;
}

struct udev_enumerate *udev_enumerate_unref(struct udev_enumerate *list)
{
	free(list);
	return NULL;
}

int udev_enumerate_add_match_subsystem(struct udev_enumerate *list,
				       const char *subsystem)
{
	return list && !strcmp(subsystem, "proclook") ? 0 : -EINVAL;
}

int udev_enumerate_scan_devices(struct udev_enumerate *list)
{
	return list ? 0 : -EINVAL;
}

/* The first entry is of a device that has gone since the list was made */
struct udev_list_entry *udev_enumerate_get_list_entry(struct udev_enumerate *list)
{
	return list ? (void *)"/sys/class/proclook/gone" : NULL;
}

struct udev_list_entry *udev_list_entry_get_next(struct udev_list_entry *entry)
{
	return strcmp((void *)entry, FAKE_SYSPATH) && fake.present ?
	       (void *)FAKE_SYSPATH : NULL;
}

const char *udev_list_entry_get_name(struct udev_list_entry *entry)
{
	return (void *)entry;
}

struct udev_monitor *udev_monitor_new_from_netlink(struct udev *udev,
						   const char *name)
{
	struct udev_monitor *monitor;

	if (!udev || strcmp(name, "udev") || fake.monitor_error) {
		errno = fake.monitor_error;
		return NULL;
	}
	monitor = calloc(1, sizeof(*monitor));
	if (monitor)
		monitor->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE);
	return monitor;
}

struct udev_monitor *udev_monitor_unref(struct udev_monitor *monitor)
{
	if (!monitor)
		return NULL;
	close(monitor->fd);
	fake.monitor_fd = 0;
	free(monitor);
	return NULL;
}

int udev_monitor_filter_add_match_subsystem_devtype(struct udev_monitor *monitor,
						    const char *subsystem,
						    const char *devtype)
{
	return monitor && !strcmp(subsystem, "proclook") && !devtype ? 0 : -EINVAL;
}

int udev_monitor_enable_receiving(struct udev_monitor *monitor)
{
	/* What came before is not received */
	fake.monitor_fd = monitor->fd;
	return 0;
}

int udev_monitor_get_fd(struct udev_monitor *monitor)
{
	return monitor->fd;
}

struct udev_device *udev_monitor_receive_device(struct udev_monitor *monitor)
{
	uint64_t one;

	if (read(monitor->fd, &one, sizeof(one)) < 0)
		return NULL;
	return malloc(sizeof(struct udev_device));
}
