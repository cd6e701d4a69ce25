/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Three processes start, and a watcher that begins meanwhile is to know each of them, once */
#ifndef PITFALLS_STARTUP_H
#define PITFALLS_STARTUP_H

#include <proclook.h>

void startup_begin(void);
void startup_end(void);

/* The actor that starts them */
void startup_world(void);

/* The watcher's last part: all events there are, and that come */
void startup_follow(struct proclook_watch *watch);

#endif /* PITFALLS_STARTUP_H */
