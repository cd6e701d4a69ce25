// SPDX-License-Identifier: GPL-2.0-only
/* F4: a list and a synchronisation event; what is wrong, or right, is the program */
#include "driver.h"

/* Set three times before anybody looks, it is set once */
static void pop_send(struct driver *driver, u32 number)
{
	queue_put(driver, number);
	synchronisation_set(&driver->event);
}

static int pop_wait(struct driver *driver)
{
	return synchronisation_wait(&driver->event);
}

const struct driver_ops pop_either = {
	.name	= "pop",
	.send	= pop_send,
	.wait	= pop_wait,
	.fetch	= queue_get,
};
