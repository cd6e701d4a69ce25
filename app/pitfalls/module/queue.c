// SPDX-License-Identifier: GPL-2.0-only
/* What drivers keep: the last one, or those that nobody has fetched */
#include <linux/bug.h>
#include <linux/errno.h>

#include "driver.h"

void queue_put(struct driver *driver, u32 number)
{
	WARN_ON_ONCE(!kfifo_in_spinlocked(&driver->queue, &number, 1, &driver->lock));
}

int queue_get(struct driver *driver, u32 *number)
{
	return kfifo_out_spinlocked(&driver->queue, number, 1, &driver->lock) ? 0 : -ENODATA;
}

int slot_get(struct driver *driver, u32 *number)
{
	*number = READ_ONCE(driver->slot);

	return *number ? 0 : -ENODATA;
}
