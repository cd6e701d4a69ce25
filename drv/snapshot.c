// SPDX-License-Identifier: GPL-2.0-only
/*
 * SNAPSHOT: the newest record, and how many this watcher did not fetch
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "filter.h"
#include "watcher.h"

/*
 * The newest record.  One that the ring overtook meanwhile is copied again, as a newer
 * one: that takes a whole ring of events in the time of one copy.
 */
static int copy_newest(const struct watcher *watcher, u64 *number)
{
	const struct history *history = &watcher->event->history;
	const struct proclook_record *record = watcher->copy;
	int size;
	u64 pos;

	do {
		if (!history_newest(history, &pos))
			return -ENODATA;
		size = history_next(history, &pos, watcher->copy,
				    PROCLOOK_RECORD_MAX);
	} while (size == HISTORY_GONE);

	*number = record->seq;

	return 0;
}

/* The newest one that passes the filter: others may have overwritten it for good */
static int copy_newest_match(const struct watcher *watcher, u64 *number)
{
	u64 pos;

	*number = filter_newest(watcher->filter, &pos);
	if (pos == PROCLOOK_MAP_EMPTY)
		return -ENODATA;
	if (history_next(&watcher->event->history, &pos, watcher->copy,
			 PROCLOOK_RECORD_MAX) == HISTORY_GONE)
		return -EOVERFLOW;

	return 0;
}

/* What the caller is told beside the record; also of one that does not fit */
static int describe(const struct watcher *watcher, u64 number, int ret,
		    struct proclook_snapshot *snapshot)
{
	const struct proclook_record *record = watcher->copy;
	s64 unseen = number - watcher->seen;

	snapshot->generation = watcher->event->generation;
	if (watcher->filter)
		snapshot->state |= PROCLOOK_SNAPSHOT_FILTERED;
	if (!ret) {
		snapshot->record_size = record->size;
		if (record->size > snapshot->buf_size)
			return -EMSGSIZE;
	}
	if (unseen <= 0)
		snapshot->state |= PROCLOOK_SNAPSHOT_SEEN;
	else
		/* One that was overwritten is missed like those before it */
		snapshot->missed = ret ? unseen : unseen - 1;

	return ret;
}

/* The part that moves the watcher's ledger; all of it or nothing */
static int take_snapshot(struct watcher *watcher,
			 struct proclook_snapshot *snapshot,
			 struct proclook_snapshot __user *user)
{
	const struct proclook_record *record = watcher->copy;
	u64 number;
	int ret;

	if (watcher->filter)
		ret = copy_newest_match(watcher, &number);
	else
		ret = copy_newest(watcher, &number);
	if (ret == -ENODATA)
		return ret;

	ret = describe(watcher, number, ret, snapshot);
	if (!ret && watcher_give(watcher, u64_to_user_ptr(snapshot->buf), record->size))
		return -EFAULT;
	if (copy_to_user(user, snapshot, sizeof(*snapshot)))
		return -EFAULT;
	if (ret != -EMSGSIZE)
		WRITE_ONCE(watcher->seen, number);

	return ret;
}

long watcher_snapshot(struct watcher *watcher,
		      struct proclook_snapshot __user *user)
{
	struct proclook_snapshot snapshot;
	int ret;

	if (copy_from_user(&snapshot, user, sizeof(snapshot)))
		return -EFAULT;
	if (snapshot.flags || snapshot.reserved[0] || snapshot.reserved[1])
		return -EINVAL;

	snapshot.generation = 0;
	snapshot.missed = 0;
	snapshot.record_size = 0;
	snapshot.state = 0;

	if (mutex_lock_interruptible(&watcher->lock))
		return -ERESTARTSYS;
	ret = take_snapshot(watcher, &snapshot, user);
	mutex_unlock(&watcher->lock);

	return ret;
}
