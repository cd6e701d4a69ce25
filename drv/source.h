/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All that a source sees of the module, and the module of its sources
 *
 * The module's own named events come in two steps, since a module whose load fails is
 * freed even if somebody has its device open by then: an event can be signalled
 * once it is allocated, and gets its device last of all.
 */
#ifndef _PROCLOOK_SOURCE_H
#define _PROCLOOK_SOURCE_H

#include <linux/named_event.h>
#include <linux/types.h>

/* named_event.c */
struct named_event *named_event_alloc(size_t history_size);
int named_event_add(struct named_event *event, struct module *owner,
		    const char *name);

/* source_process.c */
int source_process_init(void);
int source_process_add(void);
void source_process_exit(void);

#endif /* _PROCLOOK_SOURCE_H */
