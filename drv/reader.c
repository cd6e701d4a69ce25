// SPDX-License-Identifier: GPL-2.0-only
/*
 * read(): the history, record by record
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "filter.h"
#include "record.h"
#include "watcher.h"

/**
 * struct step - where read() stands when it has given the record in watcher::copy
 * @pos: what becomes of watcher::pos
 * @read: and of watcher::read
 */
struct step {
	u64	pos;
	u64	read;
};

/* The record that says how many are lost */
static int fill_lost(void *copy, u64 lost, u64 last_seq)
{
	struct short_record *record = copy;

	memset(record, 0, sizeof(*record));
	record->record.size = sizeof(*record);
	record->record.header_size = sizeof(record->record);
	record->record.type = PROCLOOK_LOST;
	record->record.seq = last_seq;
	record->record.lost = lost;

	return sizeof(*record);
}

/**
 * watcher_number_before() - the number of the last record before another one
 * @watcher: the watcher, whose own count it is
 * @pos: position of the other record
 * @record: the other record
 * @number: receives the number
 *
 * Return: 0, or -EAGAIN: the other record has been overwritten
 */
int watcher_number_before(const struct watcher *watcher, u64 pos,
			  const struct proclook_record *record, u64 *number)
{
	u64 newest;
	s64 count;

	if (!watcher->filter) {
		*number = record->seq - 1;
		return 0;
	}

	count = filter_count_from(watcher->event, watcher->filter, pos, &newest);
	if (count < 0)
		return count;
	*number = newest - count;

	return 0;
}

/*
 * The watcher was overrun: how many records that it will never read lie before the
 * oldest one.  0 if only others' are gone; then there is a new place to go on.
 */
static int step_over_lost(struct watcher *watcher, struct step *step)
{
	struct proclook_record oldest;
	int ret;

	do {
		if (signal_pending(current))
			return -ERESTARTSYS;
		/* There is one: it has overrun the watcher */
		history_oldest(&watcher->event->history, &step->pos, &oldest,
			       sizeof(oldest));
		ret = watcher_number_before(watcher, step->pos, &oldest, &step->read);
	} while (ret == -EAGAIN);

	if (step->read == watcher->read) {
		watcher->pos = step->pos;
		return 0;
	}

	return fill_lost(watcher->copy, step->read - watcher->read, oldest.seq - 1);
}

static bool passes(const struct watcher *watcher)
{
	return !watcher->filter ||
	       conditions_match(&watcher->filter->conditions, watcher->copy);
}

/*
 * Copies what comes next to watcher::copy; moves nothing but over records that do not
 * pass.  Return: its size, 0 if there is nothing, or -ERESTARTSYS
 */
static int next_record(struct watcher *watcher, struct step *step)
{
	/* What does not pass need not be copied whole to know that */
	u32 room = watcher->filter ? sizeof(struct proclook_record) :
				     PROCLOOK_RECORD_MAX;
	int size;

	for (;;) {
		u64 pos = watcher->pos;

		size = history_next(&watcher->event->history, &pos,
				    watcher->copy, room);
		if (size > 0 && !passes(watcher)) {
			watcher->pos = pos + size;
			cond_resched();
			if (fatal_signal_pending(current))
				return -ERESTARTSYS;
			continue;
		}
		if (size > 0 && watcher->filter)
			size = history_next(&watcher->event->history, &pos,
					    watcher->copy, PROCLOOK_RECORD_MAX);
		if (size == HISTORY_GONE) {
			size = step_over_lost(watcher, step);
			if (size)
				return size;
			continue;
		}
		step->pos = pos + size;
		step->read = watcher->read + 1;
		return size;
	}
}

/*
 * As many whole records as fit.  Return: their bytes, 0 if there is none, since another
 * thread was here before, or an errno
 */
static ssize_t read_records(struct watcher *watcher, char __user *buf, size_t count)
{
	ssize_t done = 0;
	int ret;

	do {
		struct step step;

		ret = next_record(watcher, &step);
		if (ret <= 0)
			break;
		if ((size_t)ret > count - done) {
			ret = -EINVAL;
			break;
		}
		if (watcher_give(watcher, buf + done, ret)) {
			ret = -EFAULT;
			break;
		}
		watcher->pos = step.pos;
		WRITE_ONCE(watcher->read, step.read);
		done += ret;

		cond_resched();
		if (fatal_signal_pending(current))
			break;
	} while (watcher_has_unread(watcher));

	return done ? done : ret;
}

/*
 * Most who come here find nothing.  Not wait_event_interruptible(): who is woken has been
 * taken off the queue, and that would put him on again before it looks.
 */
static int wait_for_record(struct watcher *watcher, const struct file *file)
{
	DEFINE_WAIT(wait);

	for (;;) {
		wait_queue_head_t *queue;

		if (READ_ONCE(watcher->event->dead))
			return -ENODEV;
		if (watcher_has_unread(watcher))
			return 0;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (signal_pending(current))
			return -ERESTARTSYS;

		/* Pairs with [S], as [P] does: queued before the count is read */
		queue = watcher_queue(watcher);
		prepare_to_wait(queue, &wait, TASK_INTERRUPTIBLE);
		if (!READ_ONCE(watcher->event->dead) && !watcher_has_unread(watcher))
			schedule();
		finish_wait(queue, &wait);
	}
}

ssize_t watcher_read(struct file *file, char __user *buf, size_t count,
		     loff_t *unused)
{
	struct watcher *watcher = file->private_data;
	ssize_t ret;

	do {
		ret = wait_for_record(watcher, file);
		if (ret)
			return ret;

		if (mutex_lock_interruptible(&watcher->lock))
			return -ERESTARTSYS;
		ret = read_records(watcher, buf, min_t(size_t, count, INT_MAX));
		mutex_unlock(&watcher->lock);
	} while (!ret);

	return ret;
}
