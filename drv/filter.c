// SPDX-License-Identifier: GPL-2.0-only
/*
 * What passes a watcher's filter, and how much of it there was
 *
 * A signaller goes through the filters twice: under the lock it counts what passes, which
 * makes the numbers exact; after the barrier [S] it wakes whom that concerns (see
 * named_event.c).  The second time it goes under RCU, and only if something passed.
 */
#include <linux/bits.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "filter.h"
#include "internal.h"

/* Each costs every event some instructions; root may do that as much as he likes */
#define FILTERS_PER_USER	32

static bool user_has_room(const struct named_event *event, kuid_t owner)
{
	const struct filter *filter;
	int count = 0;

	if (uid_eq(owner, GLOBAL_ROOT_UID))
		return true;

	hlist_for_each_entry(filter, &event->filters, node)
		count += uid_eq(filter->owner, owner);

	return count < FILTERS_PER_USER;
}

/* Both change the list under the lock of signallers, for as long as that takes */
static int filter_add(struct named_event *event, struct filter *filter)
{
	int ret = -EUSERS;

	mutex_lock(&event->filters_lock);
	if (user_has_room(event, filter->owner)) {
		raw_spin_lock_irq(&event->lock);
		hlist_add_head_rcu(&filter->node, &event->filters);
		raw_spin_unlock_irq(&event->lock);
		ret = 0;
	}
	mutex_unlock(&event->filters_lock);

	return ret;
}

/**
 * filter_destroy() - take a filter away
 * @event: the named event
 * @filter: from filter_create(); nobody waits on it any more
 */
void filter_destroy(struct named_event *event, struct filter *filter)
{
	mutex_lock(&event->filters_lock);
	raw_spin_lock_irq(&event->lock);
	hlist_del_rcu(&filter->node);
	raw_spin_unlock_irq(&event->lock);
	mutex_unlock(&event->filters_lock);
	kfree_rcu(filter, rcu);
}

/* The newest record that would have passed, so that there is something to show at once */
static u64 newest_before(const struct named_event *event,
			 const struct conditions *conditions)
{
	const struct history *history = &event->history;
	u64 newest = PROCLOOK_MAP_EMPTY;
	struct proclook_record record;
	u64 pos;
	int size;

	size = history_oldest(history, &pos, &record, sizeof(record));
	/* To the end, whatever signal comes: the watcher's numbers rely on it */
	while (size) {
		if (size == HISTORY_GONE) {
			size = history_oldest(history, &pos, &record, sizeof(record));
			continue;
		}
		if (conditions_match(conditions, &record))
			newest = pos;
		pos += size;
		size = history_next(history, &pos, &record, sizeof(record));
		cond_resched();
	}

	return newest;
}

/**
 * filter_change() - let other records pass
 * @event: the named event
 * @filter: its count goes on from where it is, so that nobody who compares it with his own
 *	number without a lock can be misled
 * @conditions: the new conditions
 *
 * Context: process context, may sleep.
 */
void filter_change(struct named_event *event, struct filter *filter,
		   const struct conditions *conditions)
{
	u64 count;
	u64 pos;

	raw_spin_lock_irq(&event->lock);
	write_seqcount_begin(&filter->sequence);
	filter->conditions = *conditions;
	filter->pos = PROCLOOK_MAP_EMPTY;
	write_seqcount_end(&filter->sequence);
	filter->from = event->history.map->head;
	count = filter->count;
	raw_spin_unlock_irq(&event->lock);

	pos = newest_before(event, conditions);

	raw_spin_lock_irq(&event->lock);
	if (filter->count == count) {
		write_seqcount_begin(&filter->sequence);
		filter->pos = pos;
		write_seqcount_end(&filter->sequence);
	}
	raw_spin_unlock_irq(&event->lock);
}

/**
 * filter_create() - make a filter; from here on it counts
 * @event: the named event
 * @owner: whom it is charged to
 * @conditions: what passes
 *
 * Context: process context, may sleep.
 * Return: the filter, for filter_destroy(), or an ERR_PTR: -ENOMEM, -EUSERS
 */
struct filter *filter_create(struct named_event *event, kuid_t owner,
			     const struct conditions *conditions)
{
	struct filter *filter = kzalloc(sizeof(*filter), GFP_KERNEL_ACCOUNT);
	int ret;

	if (!filter)
		return ERR_PTR(-ENOMEM);

	seqcount_init(&filter->sequence);
	init_waitqueue_head(&filter->waiters);
	filter->pos = PROCLOOK_MAP_EMPTY;
	filter->owner = owner;

	ret = filter_add(event, filter);
	if (ret) {
		kfree(filter);
		return ERR_PTR(ret);
	}
	filter_change(event, filter, conditions);

	return filter;
}

static void filter_count(struct filter *filter, u64 pos)
{
	write_seqcount_begin(&filter->sequence);
	filter->count++;
	filter->pos = pos;
	write_seqcount_end(&filter->sequence);
	/* After the count; pairs with xchg() in filters_wake_all() */
	smp_store_release(&filter->wake, 1);
}

/**
 * filters_count_all() - count a record where it passes
 * @event: the named event; its lock is held
 * @record: the record
 * @pos: its position
 *
 * Return: is there somebody for filters_wake()?
 */
bool filters_count_all(struct named_event *event,
		       const struct proclook_record *record, u64 pos)
{
	const u64 type = BIT_ULL(record->type);
	const u64 key = filter_key(record);
	struct filter *filter;
	bool passed = false;

	hlist_for_each_entry(filter, &event->filters, node) {
		if (!(filter->conditions.types & type) ||
		    !conditions_match_process(&filter->conditions, record, key))
			continue;
		filter_count(filter, pos);
		passed = true;
	}

	return passed;
}

/**
 * filters_wake_all() - wake those for whom a record passed
 * @event: the named event
 * @events: what poll() says
 * @all: wake everybody
 *
 * Without a lock: the barrier [S] or the work's start came before, see named_event.c.
 * Another signaller may take a flag from this one, and wakes instead of it.
 */
void filters_wake_all(struct named_event *event, __poll_t events, bool all)
{
	struct filter *filter;

	rcu_read_lock();
	hlist_for_each_entry_rcu(filter, &event->filters, node) {
		if (!all && !(READ_ONCE(filter->wake) && xchg(&filter->wake, 0)))
			continue;
		/* Behind [S] or xchg(), as in named_event_wake() */
		if (all || waitqueue_active(&filter->waiters))
			__wake_up(&filter->waiters, TASK_INTERRUPTIBLE, 0,
				  poll_to_key(events));
	}
	rcu_read_unlock();
}

/**
 * filter_newest() - how many records have passed, and where the last of them is
 * @filter: the filter
 * @pos: receives its position, or PROCLOOK_MAP_EMPTY
 *
 * Return: their number
 */
u64 filter_newest(const struct filter *filter, u64 *pos)
{
	unsigned int sequence;
	u64 count;

	do {
		sequence = read_seqcount_begin(&filter->sequence);
		count = filter->count;
		*pos = filter->pos;
	} while (read_seqcount_retry(&filter->sequence, sequence));

	return count;
}

/**
 * filter_count_from() - count again what passed from a position on
 * @event: the named event
 * @filter: the filter
 * @pos: the position
 * @newest: receives what filter_newest() said
 *
 * Context: process context, may sleep.
 * Return: number of records from @pos up to the newest one that passed; -EAGAIN if the
 * ring has overtaken it
 */
s64 filter_count_from(const struct named_event *event,
		      const struct filter *filter, u64 pos, u64 *newest)
{
	struct proclook_record record;
	s64 count = 0;
	u64 last;
	int size;

	*newest = filter_newest(filter, &last);
	while (last != PROCLOOK_MAP_EMPTY && pos <= last) {
		size = history_next(&event->history, &pos, &record, sizeof(record));
		if (size == HISTORY_GONE)
			return -EAGAIN;
		if (size == HISTORY_END)
			break;
		count += conditions_match(&filter->conditions, &record);
		pos += size;
		cond_resched();
	}

	return count;
}
