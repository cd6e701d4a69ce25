// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a watcher may see, and what of that it wants to see
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>

#include "filter.h"
#include "watcher.h"

/* The modes for owner and group let in those who may see all */
static bool may_see_all(const struct inode *inode)
{
	return uid_eq(inode->i_uid, current_fsuid()) ||
	       in_group_p(inode->i_gid) || capable(CAP_SYS_PTRACE);
}

/*
 * Whom filters are charged to.  Who made a user namespace may have many ids in it: they
 * are all his, unless root made it for others.
 */
static kuid_t charged_user(void)
{
	const struct user_namespace *ns = current_user_ns();

	if (ns == &init_user_ns)
		return current_uid();
	while (ns->parent != &init_user_ns)
		ns = ns->parent;

	return uid_eq(ns->owner, GLOBAL_ROOT_UID) ? current_uid() : ns->owner;
}

static void require_uid(struct conditions *conditions, u32 uid)
{
	conditions->key.uid = uid;
	conditions->key_mask.uid = ~0U;
}

/* Sets seen and read to now; @watcher is locked, or nobody else has it yet */
static void forget_the_past(struct watcher *watcher)
{
	struct named_event *event = watcher->event;
	u64 newest;

	raw_spin_lock_irq(&event->lock);
	newest = watcher->filter ? watcher->filter->count : event->seq;
	watcher->pos = event->history.map->head;
	WRITE_ONCE(watcher->seen, newest);
	WRITE_ONCE(watcher->read, newest);
	raw_spin_unlock_irq(&event->lock);
}

/**
 * watcher_set_scope() - decide whose events a new watcher sees, from now on
 * @watcher: the watcher, which nobody else has yet
 * @inode: the node, whose mode has let the caller in
 *
 * Return: 0, or a negative errno of filter_create()
 */
int watcher_set_scope(struct watcher *watcher, const struct inode *inode)
{
	struct conditions conditions = { .types = PROCLOOK_FILTER_ALL_TYPES };
	struct filter *filter;

	watcher->owner = current_uid();
	watcher->charged = charged_user();
	if (!may_see_all(inode)) {
		watcher->own_only = true;
		require_uid(&conditions, __kuid_val(watcher->owner));
		filter = filter_create(watcher->event, watcher->charged, &conditions);
		if (IS_ERR(filter))
			return PTR_ERR(filter);
		watcher->filter = filter;
		watcher->queue = &filter->waiters;
	}
	forget_the_past(watcher);

	return 0;
}

static int comm_conditions(const struct proclook_filter *user,
			   struct conditions *conditions)
{
	size_t len = strnlen(user->comm, PROCLOOK_COMM_LEN);

	if (!(user->flags & PROCLOOK_FILTER_COMM))
		return memchr_inv(user->comm, 0, PROCLOOK_COMM_LEN) ? -EINVAL : 0;
	if (!len || len == PROCLOOK_COMM_LEN ||
	    memchr_inv(user->comm + len, 0, PROCLOOK_COMM_LEN - len))
		return -EINVAL;

	conditions_require_comm(conditions, user->comm, len);

	return 0;
}

static int user_conditions(const struct watcher *watcher,
			   const struct proclook_filter *user,
			   struct conditions *conditions)
{
	u32 own = __kuid_val(watcher->owner);

	if (!user->types ||
	    user->flags & ~(PROCLOOK_FILTER_UID | PROCLOOK_FILTER_COMM) ||
	    memchr_inv(user->reserved, 0, sizeof(user->reserved)))
		return -EINVAL;

	conditions->types = user->types;
	if (user->flags & PROCLOOK_FILTER_UID) {
		if (watcher->own_only && user->uid != own)
			return -EPERM;
		require_uid(conditions, user->uid);
	} else if (user->uid) {
		return -EINVAL;
	}
	if (watcher->own_only)
		require_uid(conditions, own);

	return comm_conditions(user, conditions);
}

static int apply_conditions(struct watcher *watcher,
			    const struct conditions *conditions)
{
	struct filter *filter;

	if (watcher->filter) {
		filter_change(watcher->event, watcher->filter, conditions);
		return 0;
	}

	filter = filter_create(watcher->event, watcher->charged, conditions);
	if (IS_ERR(filter))
		return PTR_ERR(filter);

	/* Who waits on the other queue already would not be woken from this one */
	if (cmpxchg(&watcher->queue, NULL, &filter->waiters)) {
		filter_destroy(watcher->event, filter);
		return -EBUSY;
	}
	/* A whole one; pairs with watcher_newest() */
	smp_store_release(&watcher->filter, filter);

	return 0;
}

/**
 * watcher_set_filter() - the ioctl FILTER
 * @watcher: the watcher
 * @user: the argument
 *
 * Return: 0 or a negative errno, see the uapi header
 */
long watcher_set_filter(struct watcher *watcher,
			const struct proclook_filter __user *user)
{
	struct conditions conditions = { };
	struct proclook_filter filter;
	int ret;

	if (copy_from_user(&filter, user, sizeof(filter)))
		return -EFAULT;
	ret = user_conditions(watcher, &filter, &conditions);
	if (ret)
		return ret;

	if (mutex_lock_interruptible(&watcher->lock))
		return -ERESTARTSYS;
	ret = apply_conditions(watcher, &conditions);
	if (!ret)
		forget_the_past(watcher);
	mutex_unlock(&watcher->lock);

	return ret;
}
