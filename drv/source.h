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

/**
 * struct named_event_ops - for a source that works only while it is watched
 * @open: somebody opens the device; an errno is what open(2) gives him then
 * @release: somebody whom @open let in has gone
 *
 * Context: process context, may sleep.  The module stays until each @open that
 * succeeded has had its @release.
 */
struct named_event_ops {
	int	(*open)(void);
	void	(*release)(void);
};

/* named_event.c */
struct named_event *named_event_alloc(size_t history_size,
				      const struct named_event_ops *ops);
int named_event_add(struct named_event *event, struct module *owner,
		    const char *name);

/* source_process.c */
int source_process_init(void);
int source_process_add(void);
void source_process_exit(void);

/* source_thread.c */
int source_thread_init(void);
int source_thread_add(void);
void source_thread_exit(void);

/* source_image.c */
int source_image_init(void);
int source_image_add(void);
void source_image_exit(void);

#endif /* _PROCLOOK_SOURCE_H */
