// SPDX-License-Identifier: GPL-2.0-only
/* F20: a look at the list, then a wait that knows nothing of it */
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "driver.h"

static void check_send(struct driver *driver, u32 number)
{
	queue_put(driver, number);
	wake_up(&driver->waiters);
}

/* Not when it was woken since it is in the queue */
static int sleep_woken(struct wait_queue_entry *wait)
{
	wait_woken(wait, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);

	return signal_pending(current) ? -ERESTARTSYS : 0;
}

/* As sleep_on() did, which the kernel had until 3.15 */
static int check_wait_broken(struct driver *driver)
{
	DEFINE_WAIT_FUNC(wait, woken_wake_function);
	int ret = 0;

	while (!ret && kfifo_is_empty(&driver->queue)) {
		hold_at("checked");
		add_wait_queue(&driver->waiters, &wait);
		ret = sleep_woken(&wait);
		remove_wait_queue(&driver->waiters, &wait);
	}

	return ret;
}

/* First into the queue, then the look */
static int check_wait_fixed(struct driver *driver)
{
	DEFINE_WAIT_FUNC(wait, woken_wake_function);
	int ret = 0;

	add_wait_queue(&driver->waiters, &wait);
	while (!ret && kfifo_is_empty(&driver->queue)) {
		hold_at("checked");
		ret = sleep_woken(&wait);
	}
	remove_wait_queue(&driver->waiters, &wait);

	return ret;
}

const struct driver_ops check_broken = {
	.name	= "check",
	.send	= check_send,
	.wait	= check_wait_broken,
	.fetch	= queue_get,
};

const struct driver_ops check_fixed = {
	.name	= "check",
	.send	= check_send,
	.wait	= check_wait_fixed,
	.fetch	= queue_get,
};
