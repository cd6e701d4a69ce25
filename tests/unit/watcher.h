/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One watcher and its event, for tests of the library on the fake */
#ifndef WATCHER_H
#define WATCHER_H

#include <proclook.h>
#include <stdbool.h>
#include <stdint.h>

#include "fake.h"

extern struct proclook_watch *watch;
extern struct proclook_event *event;

/* On a fresh machine; what opening did is not in fake.steps */
void watcher_open(enum proclook_wait_on wait_on);
/* One test: no descriptor is left */
void watcher_close(const char *what);

/* Happens, and is read */
void take(const struct sample *sample);
/* of what was read last; 0 if there was nothing */
uint64_t seq(void);

/* An event when the library is about to take that step; due until then */
void event_before(char step);
bool event_is_due(void);

#endif /* WATCHER_H */
