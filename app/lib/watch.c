// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "watch.h"

static struct proclook_watch *watch_new(void)
{
	struct proclook_watch *watch = calloc(1, sizeof(*watch));

	if (!watch)
		return NULL;
	if (pl_event_init(&watch->fresh)) {
		free(watch);
		return NULL;
	}
	watch->attribute_fd = -1;
	watch->device_fd = -1;
	return watch;
}

PROCLOOK_API void proclook_watch_close(struct proclook_watch *watch)
{
	int saved = errno;

	if (!watch)
		return;
	if (watch->attribute_fd >= 0)
		close(watch->attribute_fd);
	if (watch->device_fd >= 0)
		close(watch->device_fd);
	pl_event_release(&watch->fresh);
	pl_batch_release(&watch->batch);
	free(watch);
	errno = saved;
}

/*
 * Before the node: what comes after the node is opened is news, and signals.  What comes
 * between the two signals as well, for nothing.
 */
static int open_attribute(struct proclook_watch *watch, const char *path)
{
	watch->attribute_fd = open(path, O_RDONLY | O_CLOEXEC);
	return watch->attribute_fd < 0 ? -1 : pl_watch_acknowledge(watch);
}

PROCLOOK_API struct proclook_watch *
proclook_watch_open(const char *name, enum proclook_wait_on wait_on)
{
	struct proclook_watch *watch;
	struct pl_place place;

	if (!pl_name_is_valid(name) || (wait_on != PROCLOOK_WAIT_ATTRIBUTE &&
					wait_on != PROCLOOK_WAIT_DEVICE)) {
		errno = EINVAL;
		return NULL;
	}
	if (pl_place_find(name, &place))
		return NULL;
	watch = watch_new();
	if (!watch)
		goto out;
	if (wait_on == PROCLOOK_WAIT_DEVICE ||
	    !open_attribute(watch, place.attribute))
		watch->device_fd = pl_place_open(&place);
	if (watch->device_fd < 0) {
		proclook_watch_close(watch);
		watch = NULL;
	}
out:
	pl_place_release(&place);
	return watch;
}

PROCLOOK_API struct proclook_watch *
proclook_watch_new_from_fds(int attribute_fd, int device_fd)
{
	struct proclook_watch *watch;
	int flags = fcntl(device_fd, F_GETFL);

	if (flags < 0 || (attribute_fd != -1 && fcntl(attribute_fd, F_GETFD) < 0) ||
	    fcntl(device_fd, F_SETFL, flags | O_NONBLOCK))
		return NULL;
	watch = watch_new();
	if (!watch)
		return NULL;
	watch->attribute_fd = attribute_fd;
	watch->device_fd = device_fd;
	watch->owed = true;
	return watch;
}

PROCLOOK_API int proclook_watch_get_fd(const struct proclook_watch *watch)
{
	return watch->attribute_fd >= 0 ? watch->attribute_fd :
					  watch->device_fd;
}

PROCLOOK_API short
proclook_watch_get_events(const struct proclook_watch *watch)
{
	(void)watch;
	return POLLPRI;
}

PROCLOOK_API int proclook_watch_wait(struct proclook_watch *watch,
				     int64_t timeout_ns)
{
	struct pollfd fd = {
		.fd = proclook_watch_get_fd(watch),
		.events = proclook_watch_get_events(watch),
	};
	struct timespec timeout = {
		.tv_sec = timeout_ns / PL_NSEC_PER_SEC,
		.tv_nsec = timeout_ns % PL_NSEC_PER_SEC,
	};
	int ready;

	if (watch->owed)
		return 1;
	ready = ppoll(&fd, 1, timeout_ns < 0 ? NULL : &timeout, NULL);
	if (ready > 0 && (fd.revents & POLLNVAL)) {
		errno = EBADF;
		return -1;
	}
	return ready;
}

PROCLOOK_API void proclook_watch_get_stats(const struct proclook_watch *watch,
					   struct proclook_stats *stats,
					   size_t size)
{
	/* A program may know more of it than this library, or less */
	memset(stats, 0, size);
	memcpy(stats, &watch->stats,
	       size < sizeof(watch->stats) ? size : sizeof(watch->stats));
}
