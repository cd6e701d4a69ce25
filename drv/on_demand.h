/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hooks that are there while somebody wants them
 */
#ifndef _PROCLOOK_ON_DEMAND_H
#define _PROCLOOK_ON_DEMAND_H

#include <linux/mutex.h>
#include <linux/workqueue.h>

/**
 * struct on_demand - hooks that come and go
 * @arm: hooks, or looks whether the hooks of an earlier call still work; 0 or an errno
 * @disarm: unhooks, if there is something to unhook
 * @lock: held by the callers of both
 * @users: how many want it
 * @linger: unhooks some time after the last of them; its function is on_demand_linger()
 */
struct on_demand {
	int			(*arm)(void);
	void			(*disarm)(void);
	struct mutex		lock;	/* protects what follows */
	unsigned int		users;
	struct delayed_work	linger;
};

void on_demand_linger(struct work_struct *work);

int on_demand_get(struct on_demand *demand);
void on_demand_put(struct on_demand *demand);
void on_demand_exit(struct on_demand *demand);

#endif /* _PROCLOOK_ON_DEMAND_H */
