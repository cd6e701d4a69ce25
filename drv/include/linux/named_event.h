/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Named events for other modules
 *
 * A named event is a device, /dev/proclook/NAME, that keeps the newest records
 * signalled to it and tells its watchers that there is something newer than they
 * have seen.  Any module may create some.
 */
#ifndef _LINUX_NAMED_EVENT_H
#define _LINUX_NAMED_EVENT_H

#include <linux/module.h>
#include <uapi/linux/proclook.h>

struct named_event;

struct named_event *__named_event_create(struct module *owner, const char *name,
					 size_t history_size);

/**
 * named_event_create() - create a named event and its device
 * @name: file name of the device, [a-z0-9_-]+, shorter than 32 characters
 * @history_size: bytes of history to keep; rounded up to a power of two, and to
 *	32 KiB at least; 1 GiB at most
 *
 * The calling module cannot be unloaded while the device is open.  Make it the last
 * step of loading that can fail: a module that fails to load is freed even if
 * somebody has opened its device by then.
 *
 * Context: process context, may sleep.
 * Return: the named event, which is the caller's until named_event_destroy(), or an
 * ERR_PTR: -EINVAL for a bad name or size, -EEXIST if there is one of that name,
 * -ENOSPC if there are 64 already, -ENOMEM.
 */
#define named_event_create(name, history_size) \
	__named_event_create(THIS_MODULE, name, history_size)

u64 named_event_signal(struct named_event *event,
		       const struct proclook_record *record);
void named_event_destroy(struct named_event *event);

#endif /* _LINUX_NAMED_EVENT_H */
