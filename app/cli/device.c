// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <poll.h>

#include "device.h"
#include "diagnose.h"
#include "util.h"

int device_newest(const char *name, enum proclook_wait_on wait_on,
		  struct proclook_event *event)
{
	struct proclook_watch *watch;
	int ret;

	watch = proclook_watch_open(name, wait_on);
	if (!watch)
		return -1;
	do {
		ret = proclook_watch_read(watch, event);
	} while (ret < 0 && errno == EINTR);
	proclook_watch_close(watch);
	return ret < 0 ? -1 : 0;
}

int device_next(struct proclook_watch *watch, struct proclook_event *event)
{
	int new;

	/* Acknowledged but not fetched: nothing would wake a sleeper */
	do {
		new = proclook_watch_next(watch, event);
	} while (new < 0 && errno == EINTR);
	return new;
}

uint64_t device_missed(const struct proclook_watch *watch)
{
	struct proclook_stats stats;

	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	return stats.missed;
}

int device_set_filter(struct proclook_watch *watch, const char *name,
		      const struct filter *filter)
{
	struct proclook_filter part;

	if (!filter_for_module(filter, &part) ||
	    !proclook_watch_set_filter(watch, &part) || errno == EUSERS)
		return GO_ON;
	if (errno != EPERM)
		return device_explain(errno, name);
	warn_plain(NODE_DIR "/%s: you may see your own processes only", name);
	return EXIT_FORBIDDEN;
}

int device_explain(int error, const char *name)
{
	if (error != ENODEV)
		return explain(error, name);
	warn_plain(NODE_DIR "/%s: the device went away", name);
	return EXIT_NO_DEVICE;
}

int device_explain_end(const char *name, bool follow)
{
	if (errno != ENODEV || !follow)
		return device_explain(errno, name);
	warn_plain(NODE_DIR "/%s: the device went away, waiting for it", name);
	return EXIT_NO_DEVICE;
}

static bool is_absent(int error, bool finished)
{
	/* A node that udev has not seen yet still belongs to root alone */
	return exit_code_for(error) == EXIT_NO_DEVICE ||
	       (error == EACCES && !finished);
}

int device_wait_and_open(struct proclook_monitor *monitor, struct sleep *sleep,
			 const char *name, enum proclook_wait_on wait_on, bool tell,
			 struct proclook_watch **watch)
{
	for (;;) {
		int finished = proclook_monitor_check(monitor);
		int code;

		*watch = proclook_watch_open(name, wait_on);
		if (*watch)
			return GO_ON;
		if (finished < 0 || !is_absent(errno, finished))
			return explain(errno, name);
		if (tell)
			warn_plain(NODE_DIR "/%s: not there yet, waiting for it", name);
		tell = false;
		if (!sleep_on(sleep, proclook_monitor_get_fd(monitor), POLLIN, &code))
			return code;
	}
}

/* The mapping has the events of everybody */
bool device_shows_all(const char *name)
{
	struct proclook_mapping *mapping = proclook_mapping_open(name);

	proclook_mapping_close(mapping);
	return mapping;
}
