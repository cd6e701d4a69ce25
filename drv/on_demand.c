// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hooks that are there while somebody wants them
 *
 * Each costs in every process, also where nobody ever asks for its events.  But hooking changes
 * the kernel's code and waits for all processors.  That nobody can have this done in a loop
 * the hooks stay for some time after the last user has gone.
 */
#include <linux/jiffies.h>

#include "on_demand.h"

#define LINGER	(5 * HZ)

void on_demand_linger(struct work_struct *work)
{
	struct on_demand *demand = container_of(to_delayed_work(work), struct on_demand, linger);

	mutex_lock(&demand->lock);
	if (!demand->users)
		demand->disarm();
	mutex_unlock(&demand->lock);
}

/* Counted from now; what is on its way already finds the lock held, or nothing to do */
static void disarm_later(struct on_demand *demand)
{
	cancel_delayed_work(&demand->linger);
	schedule_delayed_work(&demand->linger, LINGER);
}

/**
 * on_demand_get() - have the hooks from now on
 * @demand: the hooks
 *
 * Context: process context, may sleep.
 * Return: 0, then on_demand_put() is to be called; or what &on_demand.arm said
 */
int on_demand_get(struct on_demand *demand)
{
	int ret;

	mutex_lock(&demand->lock);
	ret = demand->arm();
	if (!ret)
		demand->users++;
	/* Who was turned away is not to find them gone next time either */
	if (!demand->users)
		disarm_later(demand);
	mutex_unlock(&demand->lock);

	return ret;
}

/**
 * on_demand_put() - not to need the hooks any more; sooner or later they go
 * @demand: the hooks
 */
void on_demand_put(struct on_demand *demand)
{
	mutex_lock(&demand->lock);
	if (!--demand->users)
		disarm_later(demand);
	mutex_unlock(&demand->lock);
}

/**
 * on_demand_exit() - when it returns the hooks are gone
 * @demand: the hooks, which nobody needs any more
 */
void on_demand_exit(struct on_demand *demand)
{
	cancel_delayed_work_sync(&demand->linger);
	mutex_lock(&demand->lock);
	demand->disarm();
	mutex_unlock(&demand->lock);
}
