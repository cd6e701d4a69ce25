/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Probes on the kernel's own tracepoints
 */
#ifndef _PROCLOOK_HOOKS_H
#define _PROCLOOK_HOOKS_H

#include <linux/types.h>

struct tracepoint;

/**
 * struct hook - one probe on one tracepoint
 * @name: of the tracepoint
 * @probe: the function; a check_trace_callback_type_NAME() beside it makes the
 *	compiler compare the prototypes
 * @tracepoint: found by hooks_register()
 */
struct hook {
	const char		*name;
	void			*probe;
	struct tracepoint	*tracepoint;
};

int hooks_register(struct hook *hooks, size_t count);
void hooks_unregister(const struct hook *hooks, size_t count);

#endif /* _PROCLOOK_HOOKS_H */
