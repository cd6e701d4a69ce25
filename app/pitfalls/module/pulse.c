// SPDX-License-Identifier: GPL-2.0-only
/* F1: the event is set and cleared in one breath */
#include "driver.h"

static void pulse_send_broken(struct driver *driver, u32 number)
{
	WRITE_ONCE(driver->slot, number);
	notification_set(&driver->event);
	notification_clear(&driver->event);
}

/* It stays signalled for each watcher until that one has fetched it */
static void pulse_send_fixed(struct driver *driver, u32 number)
{
	publish(driver, number);
}

static int pulse_wait(struct driver *driver)
{
	return notification_wait(&driver->event);
}

const struct driver_ops pulse_broken = {
	.name	= "pulse",
	.send	= pulse_send_broken,
	.wait	= pulse_wait,
	.fetch	= slot_get,
};

const struct driver_ops pulse_fixed = {
	.name	= "pulse",
	.send	= pulse_send_fixed,
};
