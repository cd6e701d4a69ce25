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
 * struct named_event_ops - what a source wants to be known of it
 * @open: somebody opens the device; an errno is what open(2) gives him then.  NULL: the
 *	source works whether or not it is watched
 * @release: somebody whom @open let in has gone
 * @announces: bit 1 << type of each type that the attribute "announce" is about; 0: there is
 *	no such attribute
 *
 * Context: process context, may sleep.  The module stays until each @open that
 * succeeded has had its @release.
 */
struct named_event_ops {
	int	(*open)(void);
	void	(*release)(void);
	u64	announces;
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
