// SPDX-License-Identifier: GPL-2.0-only
/*
 * Points where a caller can be held, so that something else happens first
 *
 *	hold	the name of a point: who comes there is held until it changes
 *	held	how many are
 *
 * in /sys/module/proclook_pitfalls/parameters.
 */
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/wait.h>

#include "driver.h"

static DECLARE_WAIT_QUEUE_HEAD(changed);
static DEFINE_SPINLOCK(lock);
static char wanted[32];
static atomic_t held;

static bool is_wanted(const char *point)
{
	bool equal;

	spin_lock(&lock);
	equal = !strcmp(wanted, point);
	spin_unlock(&lock);

	return equal;
}

void hold_at(const char *point)
{
	if (!is_wanted(point))
		return;

	atomic_inc(&held);
	/* A signal ends it, too; the caller sees it by itself */
	wait_event_interruptible(changed, !is_wanted(point));
	atomic_dec(&held);
}

static int hold_set(const char *text, const struct kernel_param *param)
{
	char name[sizeof(wanted)];

	if (strscpy(name, text, sizeof(name)) < 0)
		return -EINVAL;

	spin_lock(&lock);
	strscpy(wanted, strim(name), sizeof(wanted));
	spin_unlock(&lock);
	wake_up_all(&changed);

	return 0;
}

static int held_get(char *text, const struct kernel_param *param)
{
	return sysfs_emit(text, "%d\n", atomic_read(&held));
}

static const struct kernel_param_ops hold_ops = {
	.set = hold_set,
};
module_param_cb(hold, &hold_ops, NULL, 0200);

static const struct kernel_param_ops held_ops = {
	.get = held_get,
};
module_param_cb(held, &held_ops, NULL, 0400);
