// SPDX-License-Identifier: LGPL-2.1-or-later
/* The newest record, and what all ways to fetch a record share */
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "watch.h"

/* Reading the attribute is what makes its poll sleep until the next event */
int pl_watch_acknowledge(struct proclook_watch *watch)
{
	char number[32];
	ssize_t len;

	if (watch->attribute_fd < 0)
		return 0;
	len = pread(watch->attribute_fd, number, sizeof(number), 0);
	if (len < 0)
		return -1;
	if (!len) {
		errno = EPROTO;
		return -1;
	}
	return 0;
}

/*
 * The newest record into @watch->fresh, which stays empty where there is none, or none any
 * more: that counts as missed
 */
int pl_watch_fetch(struct proclook_watch *watch,
		   struct proclook_snapshot *snapshot)
{
	struct proclook_event *fresh = &watch->fresh;

	for (;;) {
		memset(snapshot, 0, sizeof(*snapshot));
		snapshot->buf = (uintptr_t)fresh->buf;
		snapshot->buf_size = (__u32)fresh->buf_size;
		fresh->filled = false;
		if (!ioctl(watch->device_fd, PROCLOOK_IOC_SNAPSHOT, snapshot))
			return pl_event_check(fresh, snapshot->record_size);
		if (errno == EOVERFLOW)
			return 0;
		if (errno == ENODATA) {
			memset(snapshot, 0, sizeof(*snapshot));
			return 0;
		}
		if (errno != EMSGSIZE)
			return -1;
		if (snapshot->record_size <= fresh->buf_size ||
		    snapshot->record_size > PL_RECORD_LIMIT) {
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

/* The fresh record is new */
int pl_watch_give(struct proclook_watch *watch, struct proclook_event *event)
{
	watch->fresh.generation = watch->generation;
	watch->fresh.missed = watch->lost;
	watch->lost = 0;
	watch->stats.delivered++;
	pl_event_exchange(&watch->fresh, event);
	return 1;
}

int pl_watch_nothing(struct proclook_watch *watch)
{
	watch->owed = false;
	watch->stats.duplicates++;
	return 0;
}

PROCLOOK_API int proclook_watch_read(struct proclook_watch *watch,
				     struct proclook_event *event)
{
	struct proclook_event *fresh = &watch->fresh;
	struct proclook_snapshot snapshot;
	bool new = true;

	watch->stats.reads++;
	watch->owed = true;
	/* Only in this order does a record in between signal again */
	if (pl_watch_acknowledge(watch) || pl_watch_fetch(watch, &snapshot))
		return -1;
	watch->owed = false;

	if (fresh->filled) {
		const struct proclook_record *record = (const void *)fresh->buf;

		new = is_new(watch, &snapshot, record->seq);
		fresh->generation = snapshot.generation;
	}
	if (new) {
		watch->lost += snapshot.missed;
		watch->stats.missed += snapshot.missed;
	}
	if (new && fresh->filled)
		return pl_watch_give(watch, event);
	fresh->missed = 0;
	pl_event_exchange(fresh, event);
	return pl_watch_nothing(watch);
}
