// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

/* No sane record needs more, however new the module */
#define RECORD_LIMIT	(1024U * 1024)

/*
 * @fresh: filled and checked here before it is exchanged with the caller's
 *	event, which therefore stays as it was when something fails
 * @compared: @generation and @seq are those of the record read last
 * @owed: a signal may have been acknowledged without its record being
 *	fetched: the next wait must not sleep
 */
struct proclook_watch {
	int attribute_fd;
	int device_fd;
	bool compared;
	bool owed;
	uint64_t generation;
	uint64_t seq;
	struct proclook_stats stats;
	struct proclook_event fresh;
};

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
	free(watch);
	errno = saved;
}

/* A node left behind by an earlier load may lead to any other device */
static int open_node(const struct pl_place *place)
{
	int fd = open(place->node, O_RDONLY | O_CLOEXEC);
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

/* Reading the attribute is what makes its poll sleep until the next event */
static int acknowledge(int attribute_fd)
{
	char number[32];
	ssize_t len = pread(attribute_fd, number, sizeof(number), 0);

	if (len < 0)
		return -1;
	if (!len) {
		errno = EPROTO;
		return -1;
	}
	return 0;
}

static int open_attribute(struct proclook_watch *watch, const char *path)
{
	if (watch->attribute_fd >= 0)
		close(watch->attribute_fd);
	watch->attribute_fd = open(path, O_RDONLY | O_CLOEXEC);
	return watch->attribute_fd < 0 ? -1 : 0;
}

/*
 * The node came first: from then on the module counts for this watcher.  An
 * event between that and this read was acknowledged unseen; a second
 * descriptor that was never read is ready at once, for every event loop.
 */
static int arm_attribute(struct proclook_watch *watch, const char *path)
{
	static const struct timespec now;
	struct pollfd device = { .fd = watch->device_fd, .events = POLLPRI };

	if (open_attribute(watch, path) || acknowledge(watch->attribute_fd))
		return -1;
	if (ppoll(&device, 1, &now, NULL) == 0)
		return 0;
	return open_attribute(watch, path);
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
	watch->device_fd = open_node(&place);
	if (watch->device_fd < 0 ||
	    (wait_on == PROCLOOK_WAIT_ATTRIBUTE &&
	     arm_attribute(watch, place.attribute))) {
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

	if (fcntl(device_fd, F_GETFD) < 0 ||
	    (attribute_fd != -1 && fcntl(attribute_fd, F_GETFD) < 0))
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

/* The newest record into @watch->fresh; ENODATA leaves that empty */
static int fetch(struct proclook_watch *watch, struct proclook_snapshot *snapshot)
{
	struct proclook_event *fresh = &watch->fresh;

	for (;;) {
		memset(snapshot, 0, sizeof(*snapshot));
		snapshot->buf = (uintptr_t)fresh->buf;
		snapshot->buf_size = (__u32)fresh->buf_size;
		fresh->filled = false;
		if (!ioctl(watch->device_fd, PROCLOOK_IOC_SNAPSHOT, snapshot))
			return pl_event_check(fresh, snapshot->record_size);
		if (errno == ENODATA)
			return 0;
		if (errno != EMSGSIZE)
			return -1;
		if (snapshot->record_size <= fresh->buf_size ||
		    snapshot->record_size > RECORD_LIMIT) {
			errno = EPROTO;
			return -1;
		}
		if (pl_event_grow(fresh, snapshot->record_size))
			return -1;
	}
}

/* Also remembers the record as the one to compare the next one with */
static bool is_new(struct proclook_watch *watch,
		   const struct proclook_snapshot *snapshot, uint64_t seq)
{
	bool new = watch->compared ?
		   watch->generation != snapshot->generation ||
		   watch->seq != seq :
		   !(snapshot->state & PROCLOOK_SNAPSHOT_SEEN);

	watch->compared = true;
	watch->generation = snapshot->generation;
	watch->seq = seq;
	return new;
}

static void exchange(struct proclook_event *a, struct proclook_event *b)
{
	struct proclook_event tmp = *a;

	*a = *b;
	*b = tmp;
}

PROCLOOK_API int proclook_watch_read(struct proclook_watch *watch,
				     struct proclook_event *event)
{
	struct proclook_event *fresh = &watch->fresh;
	struct proclook_snapshot snapshot;
	bool new = false;

	watch->stats.reads++;
	watch->owed = true;
	/* Only in this order does a record in between signal again */
	if (watch->attribute_fd >= 0 && acknowledge(watch->attribute_fd))
		return -1;
	if (fetch(watch, &snapshot))
		return -1;
	watch->owed = false;

	if (fresh->filled) {
		const struct proclook_record *record = (const void *)fresh->buf;

		new = is_new(watch, &snapshot, record->seq);
		fresh->generation = snapshot.generation;
		fresh->missed = new ? snapshot.missed : 0;
		watch->stats.missed += fresh->missed;
	}
	watch->stats.delivered += new;
	watch->stats.duplicates += !new;
	exchange(fresh, event);
	return new;
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
