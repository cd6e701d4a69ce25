/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Probes on the kernel's own tracepoints
 */
#ifndef _PROCLOOK_TRACEPOINTS_H
#define _PROCLOOK_TRACEPOINTS_H

#include <linux/types.h>

struct tracepoint;

/**
 * struct tracepoint_probe - one probe on one tracepoint
 * @name: of the tracepoint
 * @probe: the function; a check_trace_callback_type_NAME() beside it makes the
 *	compiler compare the prototypes
 * @tracepoint: found by tracepoint_probes_register()
 */
struct tracepoint_probe {
	const char		*name;
	void			*probe;
	struct tracepoint	*tracepoint;
};

int tracepoint_probes_register(struct tracepoint_probe *probes, size_t count);
void tracepoint_probes_unregister(struct tracepoint_probe *probes,
				  size_t count);

#endif /* _PROCLOOK_TRACEPOINTS_H */
