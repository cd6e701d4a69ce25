/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One open file, as the files that serve it share it
 *
 * A watcher counts in numbers of its own: those of the records that pass its filter
 * since that was set, or without one the sequence numbers.  What it has fetched by
 * SNAPSHOT (seen) and by read (read) are two such numbers.
 */
#ifndef _PROCLOOK_WATCHER_H
#define _PROCLOOK_WATCHER_H

#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/uaccess.h>

#include "internal.h"
#include "record.h"

/**
 * struct watcher - one open file
 * @event: what it watches; the file holds a reference
 * @owner: who opened it
 * @charged: whom its filter is charged to
 * @own_only: the scope: it sees only @owner's processes
 * @filter: NULL if everything passes; once set it stays, with other conditions.  Set
 *	under @lock, read without it
 * @queue: on which its waiters sleep, that of the filter or of the named event; NULL until
 *	that is decided, once and for all, since epoll stays on the queue it has seen first
 * @lock: threads that share the file take turns
 * @seen: number of the newest record that SNAPSHOT gave, or that was there before;
 *	poll() reads it without the lock
 * @read: number of the last record that read() gave, or that is lost; likewise
 * @pos: position where read() goes on
 * @copy: the record that is being fetched.  The ring goes on while user memory is
 *	written to, which its owner may make as slow as he likes: no byte reaches him before
 *	it is known to be of the record he asked for
 */
struct watcher {
	struct named_event	*event;
	kuid_t			owner;
	kuid_t			charged;
	bool			own_only;
	struct filter		*filter;
	wait_queue_head_t	*queue;
	struct mutex		lock;	/* protects what follows */
	u64			seen;
	u64			read;
	u64			pos;
	void			*copy;
};

/* watcher.c */
u64 watcher_newest(const struct watcher *watcher);
wait_queue_head_t *watcher_queue(struct watcher *watcher);

static inline bool watcher_has_unseen(const struct watcher *watcher)
{
	return (s64)(watcher_newest(watcher) - READ_ONCE(watcher->seen)) > 0;
}

/* Signed: lseek() may go to before the filter was set */
static inline bool watcher_has_unread(const struct watcher *watcher)
{
	return (s64)(watcher_newest(watcher) - READ_ONCE(watcher->read)) > 0;
}

/*
 * Give the record in watcher::copy.  A size that the compiler knows, as most have, needs no
 * check that no byte beyond the object is given.  Return: 0, or the bytes that were not copied
 */
static inline unsigned long watcher_give(const struct watcher *watcher, void __user *to,
					 u32 size)
{
	if (size == sizeof(struct short_record))
		return copy_to_user(to, watcher->copy, sizeof(struct short_record));

	return copy_to_user(to, watcher->copy, size);
}

/* snapshot.c */
long watcher_snapshot(struct watcher *watcher,
		      struct proclook_snapshot __user *user);

/* reader.c */
ssize_t watcher_read(struct file *file, char __user *buf, size_t count,
		     loff_t *unused);
int watcher_number_before(const struct watcher *watcher, u64 pos,
			  const struct proclook_record *record, u64 *number);

/* seek.c */
loff_t watcher_llseek(struct file *file, loff_t offset, int whence);

/* scope.c */
int watcher_set_scope(struct watcher *watcher, const struct inode *inode);
long watcher_set_filter(struct watcher *watcher,
			const struct proclook_filter __user *user);

/* process_list.c */
long watcher_list(struct watcher *watcher, struct proclook_list __user *user);

#endif /* _PROCLOOK_WATCHER_H */
