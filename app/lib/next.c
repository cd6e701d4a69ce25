// SPDX-License-Identifier: LGPL-2.1-or-later
/* One record after the other: the newest one, and what the history has before it */
#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "watch.h"

/* Several hundred records of the common sizes, and eight of the largest */
#define BATCH_SIZE	65536

static int nonsense(void)
{
	errno = EPROTO;
	return -1;
}

/* The history's next records.  Return: 1, 0 if there is none, or -1 */
static int read_batch(struct proclook_watch *watch)
{
	struct pl_batch *batch = &watch->batch;
	ssize_t len;

	if (pl_batch_reserve(batch, BATCH_SIZE))
		return -1;
	for (;;) {
		len = read(watch->device_fd, batch->buf, batch->size);
		if (len >= 0)
			break;
		if (errno == EAGAIN)
			return 0;
		/* One record alone is larger; it does not say how large */
		if (errno != EINVAL || pl_batch_grow(batch, batch->size * 2))
			return -1;
	}
	if (!len || (size_t)len > batch->size)
		return nonsense();
	batch->used = len;
	return 1;
}

/* Does it follow what was given last?  Then it is what the next one must follow */
static bool follows(struct proclook_watch *watch,
		    const struct proclook_record *record)
{
	uint64_t step = record->seq - watch->seq;
	uint64_t wanted = record->type == PROCLOOK_LOST ? record->lost : 1;

	if (record->seq <= watch->seq ||
	    (watch->filtered ? step < wanted : step != wanted))
		return false;
	watch->seq = record->seq;
	watch->cursor = record->seq + 1;
	return true;
}

static const struct proclook_record *next_of_batch(struct proclook_watch *watch)
{
	const struct proclook_record *record;

	if (pl_batch_take(&watch->batch, &watch->fresh))
		return NULL;
	record = proclook_event_get_record(&watch->fresh);
	if (follows(watch, record))
		return record;
	watch->batch.at = watch->batch.used;
	errno = EPROTO;
	return NULL;
}

/* From the batch, into @watch->fresh.  Return: 1, 0 if it has nothing more, or -1 */
static int take_from_batch(struct proclook_watch *watch)
{
	struct pl_batch *batch = &watch->batch;
	const struct proclook_record *record;

	while (batch->at < batch->used) {
		record = next_of_batch(watch);
		if (!record) {
			/* What was dropped the module has given */
			watch->cursor = 0;
			return -1;
		}
		if (record->type != PROCLOOK_LOST)
			return 1;
		watch->lost += record->lost;
		watch->stats.missed += record->lost;
	}
	return 0;
}

/* From the history.  Return: 1, 0 if it has nothing more, or -1 */
static int take_from_history(struct proclook_watch *watch)
{
	int ret;

	do {
		ret = take_from_batch(watch);
		if (ret)
			return ret;
		ret = read_batch(watch);
	} while (ret > 0);
	return ret;
}

/* Where the watcher stands if that is not known, and if the module leaves out numbers for it */
static int compare(struct proclook_watch *watch,
		   const struct proclook_snapshot *snapshot, uint64_t seq)
{
	if (snapshot->state & PROCLOOK_SNAPSHOT_FILTERED)
		watch->filtered = true;
	if (watch->compared && watch->generation != snapshot->generation)
		watch->placed = false;
	watch->compared = true;
	watch->generation = snapshot->generation;
	if (watch->placed)
		return 0;
	if (watch->filtered)
		watch->seq = 0;
	else if (snapshot->state & PROCLOOK_SNAPSHOT_SEEN)
		watch->seq = seq;
	else if (snapshot->missed < seq)
		watch->seq = seq - 1 - snapshot->missed;
	else
		return nonsense();
	watch->cursor = 0;
	watch->placed = true;
	return 0;
}

/* To what comes behind the record that was given last */
static int move_cursor(struct proclook_watch *watch)
{
	uint64_t wanted = watch->seq + 1;
	off_t found;

	if (watch->cursor == wanted)
		return 0;
	found = lseek(watch->device_fd, (off_t)wanted, SEEK_SET);
	if (found < 0 && errno != EINVAL)
		return -1;
	if (found < 0 || (uint64_t)found != wanted)
		return nonsense();
	watch->cursor = wanted;
	return 0;
}

/* With numbers left out, only the history's own order says what comes next */
static int next_filtered(struct proclook_watch *watch, struct proclook_event *event)
{
	int ret = take_from_history(watch);

	if (ret < 0)
		return -1;
	return ret ? pl_watch_give(watch, event) : pl_watch_nothing(watch);
}

static int next_unfiltered(struct proclook_watch *watch,
			   struct proclook_event *event, uint64_t newest)
{
	if (newest <= watch->seq)
		return pl_watch_nothing(watch);
	if (newest == watch->seq + 1) {
		watch->seq = newest;
		watch->owed = false;
		return pl_watch_give(watch, event);
	}
	if (move_cursor(watch))
		return -1;
	switch (take_from_history(watch)) {
	case 1:
		return pl_watch_give(watch, event);
	case 0:
		return nonsense();
	default:
		return -1;
	}
}

PROCLOOK_API int proclook_watch_next(struct proclook_watch *watch,
				     struct proclook_event *event)
{
	const struct proclook_record *record;
	struct proclook_snapshot snapshot;
	int ret;

	watch->stats.reads++;
	watch->owed = true;
	ret = take_from_batch(watch);
	if (ret)
		return ret < 0 ? -1 : pl_watch_give(watch, event);
	if (pl_watch_acknowledge(watch) || pl_watch_fetch(watch, &snapshot))
		return -1;
	record = proclook_event_get_record(&watch->fresh);
	if (!record && !(snapshot.state & PROCLOOK_SNAPSHOT_FILTERED))
		return pl_watch_nothing(watch);
	if (compare(watch, &snapshot, record ? record->seq : 0))
		return -1;
	return watch->filtered ? next_filtered(watch, event) :
				 next_unfiltered(watch, event, record->seq);
}

/* What was read and not given, and what was lost on the way there, is of no interest */
static void forget(struct proclook_watch *watch)
{
	watch->batch.at = watch->batch.used;
	watch->lost = 0;
}

PROCLOOK_API int proclook_watch_seek(struct proclook_watch *watch, uint64_t seq)
{
	off_t found = lseek(watch->device_fd, (off_t)seq, SEEK_SET);

	if (found < 0)
		return -1;
	if (!found)
		return nonsense();
	forget(watch);
	watch->owed = true;
	watch->placed = true;
	watch->seq = (uint64_t)found - 1;
	watch->cursor = (uint64_t)found;
	return 0;
}

PROCLOOK_API int proclook_watch_set_filter(struct proclook_watch *watch,
					   const struct proclook_filter *filter)
{
	if (ioctl(watch->device_fd, PROCLOOK_IOC_FILTER, filter))
		return -1;
	if (watch->attribute_fd >= 0)
		close(watch->attribute_fd);
	watch->attribute_fd = -1;
	forget(watch);
	watch->owed = false;
	watch->compared = false;
	watch->placed = false;
	watch->filtered = true;
	return 0;
}
