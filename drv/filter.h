/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What passes a watcher's filter, and how much of it there was
 */
#ifndef _PROCLOOK_FILTER_H
#define _PROCLOOK_FILTER_H

#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/rcupdate.h>
#include <linux/seqlock.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/uidgid.h>
#include <linux/wait.h>
#include <uapi/linux/proclook.h>

#include "internal.h"

/**
 * union filter_key - what most records differ in that do not pass a filter
 * @uid: proclook_record.uid
 * @comm: the beginning of proclook_record.comm
 * @word: both at once: these are compared in every probe, with each filter
 */
union filter_key {
	struct {
		u32	uid;
		char	comm[4];
	};
	u64	word;
};

/**
 * struct conditions - which records pass
 * @types: bit 1 << type of each type that does
 * @key: what the record's key must be, where @key_mask has ones
 * @key_mask: all ones for each part that counts
 * @comm: what proclook_record.comm must be, where @comm_mask has ones
 * @comm_mask: all ones for each byte that counts
 */
struct conditions {
	u64			types;
	union filter_key	key;
	union filter_key	key_mask;
	u64			comm[PROCLOOK_COMM_LEN / 8];
	u64			comm_mask[PROCLOOK_COMM_LEN / 8];
};

/**
 * struct filter - the filter of one watcher
 * @node: in named_event::filters; changed under named_event::lock, which signallers hold
 *	where they count, and read under RCU where they wake
 * @conditions: likewise
 * @sequence: protects @count and @pos; written under named_event::lock
 * @count: number of records that passed
 * @pos: position of the last of them, or PROCLOOK_MAP_EMPTY
 * @from: position from which @conditions count
 * @wake: one passed, and its signaller has not woken @waiters yet
 * @waiters: who waits for records that pass: nobody else's wake-up reaches them
 * @owner: whom it is charged to
 * @rcu: for freeing
 */
struct filter {
	struct hlist_node	node;
	struct conditions	conditions;
	seqcount_t		sequence;
	u64			count;
	u64			pos;
	u64			from;
	int			wake;
	wait_queue_head_t	waiters;
	kuid_t			owner;
	struct rcu_head		rcu;
};

static inline u64 filter_key(const struct proclook_record *record)
{
	union filter_key key = { .uid = record->uid };

	memcpy(key.comm, record->comm, sizeof(key.comm));

	return key.word;
}

/* @key: that of the record */
static inline bool conditions_match_process(const struct conditions *conditions,
					    const struct proclook_record *record, u64 key)
{
	const u64 *comm = (const u64 *)record->comm;

	return !((key ^ conditions->key.word) & conditions->key_mask.word) &&
	       !((comm[0] ^ conditions->comm[0]) & conditions->comm_mask[0]) &&
	       !((comm[1] ^ conditions->comm[1]) & conditions->comm_mask[1]);
}

static inline bool conditions_match(const struct conditions *conditions,
				    const struct proclook_record *record)
{
	return conditions->types >> record->type & 1 &&
	       conditions_match_process(conditions, record, filter_key(record));
}

/* The first @len bytes of proclook_record.comm are those of @comm */
static inline void conditions_require_comm(struct conditions *conditions, const char *comm,
					   size_t len)
{
	const size_t key_len = min(len, sizeof(conditions->key.comm));

	memcpy(conditions->comm, comm, len);
	memset(conditions->comm_mask, 0xff, len);
	memcpy(conditions->key.comm, comm, key_len);
	memset(conditions->key_mask.comm, 0xff, key_len);
}

struct filter *filter_create(struct named_event *event, kuid_t owner,
			     const struct conditions *conditions);
void filter_change(struct named_event *event, struct filter *filter,
		   const struct conditions *conditions);
void filter_destroy(struct named_event *event, struct filter *filter);

bool filters_count_all(struct named_event *event,
		       const struct proclook_record *record, u64 pos);
void filters_wake_all(struct named_event *event, __poll_t events, bool all);

/* What these do is not much more than a call, and mostly there is nothing to do */
static inline bool filters_count(struct named_event *event,
				 const struct proclook_record *record, u64 pos)
{
	return !hlist_empty(&event->filters) && filters_count_all(event, record, pos);
}

static inline void filters_wake(struct named_event *event, __poll_t events, bool all)
{
	if (!hlist_empty(&event->filters))
		filters_wake_all(event, events, all);
}

u64 filter_newest(const struct filter *filter, u64 *pos);
s64 filter_count_from(const struct named_event *event,
		      const struct filter *filter, u64 pos, u64 *newest);

#endif /* _PROCLOOK_FILTER_H */
