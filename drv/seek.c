// SPDX-License-Identifier: GPL-2.0-only
/*
 * lseek(): what read() gives next
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <asm/processor.h>

#include "watcher.h"

/*
 * A record with a number up to @seq from which to search: that at the cursor, which is
 * seldom far away, or else the oldest
 */
static int find_start(const struct watcher *watcher, u64 seq, u64 *pos,
		      struct proclook_record *found)
{
	const struct history *history = &watcher->event->history;
	int size;

	*pos = watcher->pos;
	size = history_next(history, pos, found, sizeof(*found));
	if (size > 0 && found->seq <= seq)
		return size;

	return history_oldest(history, pos, found, sizeof(*found));
}

/*
 * The first record from a number on: at @pos, or what comes next if there is none yet.
 * -ERESTARTSYS if a signal came.
 */
static int find(const struct watcher *watcher, u64 seq, u64 *pos,
		struct proclook_record *found)
{
	int size;

	do {
		if (signal_pending(current))
			return -ERESTARTSYS;
		size = find_start(watcher, seq, pos, found);
		while (size > 0 && found->seq < seq) {
			*pos += size;
			size = history_next(&watcher->event->history, pos, found,
					    sizeof(*found));
			cond_resched();
		}
	} while (size == HISTORY_GONE);

	if (size == HISTORY_END)
		found->seq = max(seq, 1ULL);

	return 0;
}

/* SEEK_SET to @seq, which is not beyond what comes next; 0 is the oldest one */
static loff_t seek(struct watcher *watcher, u64 seq)
{
	struct proclook_record found = { };
	u64 number;
	u64 pos;
	int ret;

	do {
		ret = find(watcher, seq, &pos, &found);
		if (ret)
			return ret;
		if (seq && found.seq > seq) {
			/* Overwritten, and with a filter nobody knows how many passed */
			if (watcher->filter)
				return -ENODATA;
			pos = 0;
			found.seq = seq;
		}
		ret = watcher_number_before(watcher, pos, &found, &number);
	} while (ret == -EAGAIN);

	watcher->pos = pos;
	WRITE_ONCE(watcher->read, number);

	return found.seq;
}

/* What comes next has a number that nothing published has; all before it has been counted */
static u64 next_number(struct named_event *event)
{
	/* Pairs with smp_store_release() in named_event_signal() */
	return smp_load_acquire(&event->seq) + 1;
}

/* Of the newest record there is: its signaller may still be on its way to the number */
static u64 newest_number(const struct history *history)
{
	struct proclook_record newest;
	u64 pos;
	int size;

	do {
		if (!history_newest(history, &pos))
			return 0;
		size = history_next(history, &pos, &newest, sizeof(newest));
	} while (size == HISTORY_GONE);

	return newest.seq;
}

/* Is there such a number, or will it be the next?  Who asks may have its forerunner */
static bool number_is_known(struct named_event *event, u64 seq)
{
	if (seq <= next_number(event))
		return true;
	if (seq > newest_number(&event->history) + 1)
		return false;
	while (seq > next_number(event))
		cpu_relax();

	return true;
}

/* Overwritten before it was found: then it is not the end any more */
static loff_t seek_end(struct watcher *watcher)
{
	loff_t ret;

	do {
		ret = seek(watcher, next_number(watcher->event));
	} while (ret == -ENODATA);

	return ret;
}

loff_t watcher_llseek(struct file *file, loff_t offset, int whence)
{
	struct watcher *watcher = file->private_data;
	loff_t ret;

	if (READ_ONCE(watcher->event->dead))
		return -ENODEV;
	if ((whence != SEEK_SET && whence != SEEK_END) ||
	    (whence == SEEK_END && offset))
		return -EINVAL;
	if (offset < 0 || !number_is_known(watcher->event, offset))
		return -EINVAL;

	if (mutex_lock_interruptible(&watcher->lock))
		return -ERESTARTSYS;
	ret = whence == SEEK_END ? seek_end(watcher) : seek(watcher, offset);
	mutex_unlock(&watcher->lock);

	return ret;
}
