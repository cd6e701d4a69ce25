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
 * @lock: held by the callers of both, protects what follows
 * @users: how many want it
 * @linger: unhooks some time after the last of them
 */
struct on_demand {
	int			(*arm)(void);
	void			(*disarm)(void);
	struct mutex		lock;
	unsigned int		users;
	struct delayed_work	linger;
};

void on_demand_linger(struct work_struct *work);

#define DEFINE_ON_DEMAND(name, arm_function, disarm_function)			\
	struct on_demand name = {						\
		.arm	= arm_function,						\
		.disarm	= disarm_function,					\
		.lock	= __MUTEX_INITIALIZER(name.lock),			\
		.linger	= __DELAYED_WORK_INITIALIZER(name.linger, on_demand_linger, 0), \
	}

int on_demand_get(struct on_demand *demand);
void on_demand_put(struct on_demand *demand);
void on_demand_exit(struct on_demand *demand);

#endif /* _PROCLOOK_ON_DEMAND_H */
