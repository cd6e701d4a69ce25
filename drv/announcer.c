// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tells udev when programs of some names start or end
 *
 * Each name has a filter, like a watcher's: a signaller counts what passes it, and wakes
 * who waits on it, which here queues a work.  That reads the history and sends a uevent for
 * each record of such a name, in process context, as long as the limit lets it.  What a
 * filter has counted and nobody has found is lost; so the numbers add up, always:
 *
 *	passed = sent + dropped		announce_dropped, and PROCLOOK_DROPPED
 *
 * Lock order: announcer::lock, then named_event::filters_lock.
 */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/ratelimit.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <asm/barrier.h>

#include "announcer.h"
#include "filter.h"
#include "internal.h"
#include "uevent.h"

/* At most so many uevents in so long: udev starts processes for each */
#define LIMIT_BURST	20
#define LIMIT_INTERVAL	HZ

/**
 * struct announcer - who tells udev
 * @event: whose records
 * @types: bit 1 << type of each type of record that is announced
 * @lock: protects what follows
 * @dev: the device they are about, held since somebody wrote names
 * @stopped: there will be no more names
 * @announced: what is announced, struct announced
 * @pos: position where reading goes on
 * @limit: of uevents
 * @dropped: number of records for which none was sent
 * @work: reads and sends; queued whenever a record has passed
 */
struct announcer {
	struct named_event	*event;
	u64			types;
	struct mutex		lock;	/* protects what follows */
	struct device		*dev;
	bool			stopped;
	struct list_head	announced;
	u64			pos;
	struct ratelimit_state	limit;
	u64			dropped;
	struct work_struct	work;
};

/**
 * struct announced - one name
 * @list: in announcer::announced
 * @announcer: whose
 * @name: as in proclook_record.comm
 * @filter: passes the records
 * @entry: on filter::waiters, queues the work
 * @done: number of those that have passed that were sent or dropped
 */
struct announced {
	struct list_head	list;
	struct announcer	*announcer;
	char			name[PROCLOOK_COMM_LEN];
	struct filter		*filter;
	wait_queue_entry_t	entry;
	u64			done;
};

static bool is_announced(const struct announced *announced,
			 const struct proclook_record *record, u64 pos)
{
	return pos >= announced->filter->from &&
	       conditions_match(&announced->filter->conditions, record);
}

static void announce(struct announcer *announcer, const struct proclook_record *record)
{
	struct announced *announced;

	list_for_each_entry(announced, &announcer->announced, list) {
		if (!is_announced(announced, record, announcer->pos))
			continue;
		announced->done++;
		if (!__ratelimit(&announcer->limit) ||
		    uevent_send(announcer->dev, record, announcer->dropped))
			announcer->dropped++;
		/* Names differ: no other one is this record's */
		break;
	}
}

/* All there is in the history */
static void read_history(struct announcer *announcer)
{
	const struct history *history = &announcer->event->history;
	struct proclook_record record;
	int size;

	for (;;) {
		size = history_next(history, &announcer->pos, &record, sizeof(record));
		if (size == HISTORY_GONE)
			size = history_oldest(history, &announcer->pos, &record,
					      sizeof(record));
		if (size == HISTORY_END)
			break;
		announce(announcer, &record);
		announcer->pos += size;
		cond_resched();
	}
}

/*
 * What passed a filter and was not found any more.  A signaller counts a record after it is
 * in the history, so that more may be done than is counted yet: it wakes us once more.
 * Return: false if there is more to read first
 */
static bool count_lost(struct announcer *announcer, struct announced *announced)
{
	u64 pos;
	s64 lost = filter_newest(announced->filter, &pos) - announced->done;

	if (lost <= 0)
		return true;
	if (pos != PROCLOOK_MAP_EMPTY && pos >= announcer->pos)
		return false;
	announced->done += lost;
	announcer->dropped += lost;

	return true;
}

static bool count_all_lost(struct announcer *announcer)
{
	struct announced *announced;

	list_for_each_entry(announced, &announcer->announced, list)
		if (!count_lost(announcer, announced))
			return false;

	return true;
}

static void catch_up(struct announcer *announcer)
{
	if (list_empty(&announcer->announced)) {
		/* Nobody will ask for what there is; pairs with history_add() */
		announcer->pos = smp_load_acquire(&announcer->event->history.map->head);
		return;
	}
	do {
		read_history(announcer);
	} while (!count_all_lost(announcer));
}

static void announcer_work(struct work_struct *work)
{
	struct announcer *announcer = container_of(work, struct announcer, work);

	mutex_lock(&announcer->lock);
	catch_up(announcer);
	mutex_unlock(&announcer->lock);
}

/* In a probe, with the wait queue's lock held */
static int wake_announcer(wait_queue_entry_t *entry, unsigned int mode, int flags, void *key)
{
	struct announced *announced = container_of(entry, struct announced, entry);

	schedule_work(&announced->announcer->work);

	return 0;
}

static struct announced *announced_create(struct announcer *announcer, const char *name)
{
	struct conditions conditions = { .types = announcer->types };
	struct announced *announced = kzalloc(sizeof(*announced), GFP_KERNEL);

	if (!announced)
		return ERR_PTR(-ENOMEM);
	announced->announcer = announcer;
	strscpy(announced->name, name, sizeof(announced->name));
	/* With its NUL: all of it */
	conditions_require_comm(&conditions, name, strlen(name) + 1);
	announced->filter = filter_create(announcer->event, GLOBAL_ROOT_UID, &conditions);
	if (IS_ERR(announced->filter)) {
		struct filter *filter = announced->filter;

		kfree(announced);
		return ERR_CAST(filter);
	}
	init_waitqueue_func_entry(&announced->entry, wake_announcer);
	add_wait_queue(&announced->filter->waiters, &announced->entry);

	return announced;
}

static void announced_destroy(struct announced *announced)
{
	remove_wait_queue(&announced->filter->waiters, &announced->entry);
	filter_destroy(announced->announcer->event, announced->filter);
	list_del(&announced->list);
	kfree(announced);
}

static void destroy_list(struct list_head *list)
{
	struct announced *announced, *next;

	list_for_each_entry_safe(announced, next, list, list)
		announced_destroy(announced);
}

static bool is_in_list(const struct announcer *announcer, const char *name)
{
	const struct announced *announced;

	list_for_each_entry(announced, &announcer->announced, list)
		if (!strcmp(announced->name, name))
			return true;

	return false;
}

/* Those of @names that are not announced yet */
static int create_new(struct announcer *announcer, const struct announce_names *names,
		      struct list_head *list)
{
	unsigned int i;

	for (i = 0; i < names->count; i++) {
		struct announced *announced;

		if (is_in_list(announcer, names->names[i]))
			continue;
		announced = announced_create(announcer, names->names[i]);
		if (IS_ERR(announced)) {
			destroy_list(list);
			return PTR_ERR(announced);
		}
		list_add_tail(&announced->list, list);
	}

	return 0;
}

static void destroy_old(struct announcer *announcer, const struct announce_names *names)
{
	struct announced *announced, *next;

	list_for_each_entry_safe(announced, next, &announcer->announced, list)
		if (!announce_has_name(names, announced->name))
			announced_destroy(announced);
}

/* All of it or nothing; names that stay miss nothing */
static int replace_names(struct announcer *announcer, const struct announce_names *names)
{
	LIST_HEAD(list);
	int ret;

	if (announcer->stopped)
		return -ENODEV;
	/* Up to now the old names count */
	catch_up(announcer);
	ret = create_new(announcer, names, &list);
	if (ret)
		return ret;
	destroy_old(announcer, names);
	list_splice_tail(&list, &announcer->announced);
	/* What passed a new one before it had somebody to wake */
	schedule_work(&announcer->work);

	return 0;
}

/**
 * announcer_set_names() - announce these from now on, and no others
 * @announcer: from announcer_create()
 * @dev: the device
 * @names: the names, all of which may be gone after the call
 *
 * Context: process context, may sleep.
 * Return: 0; -ENOMEM, and nothing has changed; -ENODEV if the device is going away
 */
int announcer_set_names(struct announcer *announcer, struct device *dev,
			const struct announce_names *names)
{
	int ret;

	mutex_lock(&announcer->lock);
	if (!announcer->dev)
		announcer->dev = get_device(dev);
	ret = replace_names(announcer, names);
	mutex_unlock(&announcer->lock);

	return ret;
}

/**
 * announcer_get_names() - which are announced
 * @announcer: from announcer_create()
 * @names: receives them
 *
 * Context: process context, may sleep.
 */
void announcer_get_names(struct announcer *announcer, struct announce_names *names)
{
	const struct announced *announced;

	names->count = 0;
	mutex_lock(&announcer->lock);
	list_for_each_entry(announced, &announcer->announced, list)
		memcpy(names->names[names->count++], announced->name, PROCLOOK_COMM_LEN);
	mutex_unlock(&announcer->lock);
}

/**
 * announcer_dropped() - for how many records no uevent was sent
 * @announcer: from announcer_create()
 *
 * For all others that have passed up to now one was.
 *
 * Context: process context, may sleep.
 * Return: their number, of all names since the event was created
 */
u64 announcer_dropped(struct announcer *announcer)
{
	u64 dropped;

	mutex_lock(&announcer->lock);
	catch_up(announcer);
	dropped = announcer->dropped;
	mutex_unlock(&announcer->lock);

	return dropped;
}

/**
 * announcer_create() - somebody who could tell udev
 * @event: the named event, which holds it
 * @types: which types of records are announced
 *
 * Context: process context, may sleep.
 * Return: the announcer, for announcer_free(), or NULL without memory
 */
struct announcer *announcer_create(struct named_event *event, u64 types)
{
	struct announcer *announcer = kzalloc(sizeof(*announcer), GFP_KERNEL);

	if (!announcer)
		return NULL;
	announcer->event = event;
	announcer->types = types;
	mutex_init(&announcer->lock);
	INIT_LIST_HEAD(&announcer->announced);
	ratelimit_state_init(&announcer->limit, LIMIT_INTERVAL, LIMIT_BURST);
	/* Who asks for it is told what was dropped; the log is not */
	ratelimit_set_flags(&announcer->limit, RATELIMIT_MSG_ON_RELEASE);
	INIT_WORK(&announcer->work, announcer_work);

	return announcer;
}

/**
 * announcer_stop() - announce what has happened, and then nothing more
 * @announcer: from announcer_create(), or NULL
 *
 * Before the device goes: nothing is announced of one that is not there any more.
 *
 * Context: process context, may sleep.
 */
void announcer_stop(struct announcer *announcer)
{
	if (!announcer)
		return;
	mutex_lock(&announcer->lock);
	catch_up(announcer);
	announcer->stopped = true;
	destroy_list(&announcer->announced);
	mutex_unlock(&announcer->lock);
	/* Nobody queues it any more */
	cancel_work_sync(&announcer->work);
	put_device(announcer->dev);
	announcer->dev = NULL;
}

/**
 * announcer_free() - the end
 * @announcer: from announcer_create(), stopped; or NULL
 */
void announcer_free(struct announcer *announcer)
{
	if (!announcer)
		return;
	mutex_destroy(&announcer->lock);
	kfree(announcer);
}
