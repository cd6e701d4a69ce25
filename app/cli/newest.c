// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "newest.h"

int newest_read(const char *name, struct proclook_event *event)
{
	struct proclook_watch *watch;
	int ret;

	watch = proclook_watch_open(name, PROCLOOK_WAIT_DEVICE);
	if (!watch)
		return -1;
	do {
		ret = proclook_watch_read(watch, event);
	} while (ret < 0 && errno == EINTR);
	proclook_watch_close(watch);
	return ret < 0 ? -1 : 0;
}
