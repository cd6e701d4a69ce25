// SPDX-License-Identifier: GPL-2.0-only
/* F21, a job that one of several is to do: whom does it wake? */
#include "driver.h"

static void herd_send_broken(struct driver *driver, u32 number)
{
	queue_put(driver, number);
	notification_set(&driver->event);
}

static int herd_wait_broken(struct driver *driver)
{
	return notification_wait(&driver->event);
}

/* Who finds the list empty clears what called for workers */
static int herd_fetch_broken(struct driver *driver, u32 *number)
{
	int ret = queue_get(driver, number);

	if (kfifo_is_empty(&driver->queue))
		notification_clear(&driver->event);

	return ret;
}

static void herd_send_fixed(struct driver *driver, u32 number)
{
	queue_put(driver, number);
	synchronisation_set(&driver->event);
}

static int herd_wait_fixed(struct driver *driver)
{
	return synchronisation_wait(&driver->event);
}

const struct driver_ops herd_broken = {
	.name	= "herd",
	.send	= herd_send_broken,
	.wait	= herd_wait_broken,
	.fetch	= herd_fetch_broken,
};

const struct driver_ops herd_fixed = {
	.name	= "herd",
	.send	= herd_send_fixed,
	.wait	= herd_wait_fixed,
	.fetch	= queue_get,
};
