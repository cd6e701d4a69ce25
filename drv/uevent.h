/* SPDX-License-Identifier: GPL-2.0-only */
/* What udev is told of a program that starts or ends */
#ifndef _PROCLOOK_UEVENT_H
#define _PROCLOOK_UEVENT_H

#include <linux/types.h>
#include <uapi/linux/proclook.h>

struct device;

/* A byte becomes four at the most, as in \x0a */
#define UEVENT_NAME_MAX	(4 * (PROCLOOK_COMM_LEN - 1) + 1)

void uevent_escape(const char *name, char escaped[UEVENT_NAME_MAX]);
int uevent_send(struct device *dev, const struct proclook_record *record, u64 dropped);

#endif /* _PROCLOOK_UEVENT_H */
