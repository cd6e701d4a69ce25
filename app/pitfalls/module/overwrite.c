// SPDX-License-Identifier: GPL-2.0-only
/* F2: one slot, many events */
#include "driver.h"

static void overwrite_send_broken(struct driver *driver, u32 number)
{
	WRITE_ONCE(driver->slot, number);
	synchronisation_set(&driver->event);
}

/* Numbered, and kept in a history: who comes late reads it, or is told how many are gone */
static void overwrite_send_fixed(struct driver *driver, u32 number)
{
	publish(driver, number);
}

static int overwrite_wait(struct driver *driver)
{
	return synchronisation_wait(&driver->event);
}

const struct driver_ops overwrite_broken = {
	.name	= "overwrite",
	.send	= overwrite_send_broken,
	.wait	= overwrite_wait,
	.fetch	= slot_get,
};

const struct driver_ops overwrite_fixed = {
	.name	= "overwrite",
	.send	= overwrite_send_fixed,
};
