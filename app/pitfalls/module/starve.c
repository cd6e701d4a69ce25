// SPDX-License-Identifier: GPL-2.0-only
/* F21, news that all are to hear: who resets the event? */
#include "driver.h"

static void starve_send_broken(struct driver *driver, u32 number)
{
	WRITE_ONCE(driver->slot, number);
	synchronisation_set(&driver->event);
}

/* Each watcher has a "seen" of its own */
static void starve_send_fixed(struct driver *driver, u32 number)
{
	publish(driver, number);
}

static int starve_wait(struct driver *driver)
{
	return synchronisation_wait(&driver->event);
}

const struct driver_ops starve_broken = {
	.name	= "starve",
	.send	= starve_send_broken,
	.wait	= starve_wait,
	.fetch	= slot_get,
};

const struct driver_ops starve_fixed = {
	.name	= "starve",
	.send	= starve_send_fixed,
};
