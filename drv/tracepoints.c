// SPDX-License-Identifier: GPL-2.0-only
/*
 * Probes on the kernel's own tracepoints
 *
 * The scheduler's tracepoints are not exported to modules, but the list of all
 * tracepoints can be walked.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "tracepoints.h"

static void tracepoint_match(struct tracepoint *tracepoint, void *data)
{
	struct tracepoint_probe *probe = data;

	if (!strcmp(tracepoint->name, probe->name))
		probe->tracepoint = tracepoint;
}

static int tracepoint_probe_register_one(struct tracepoint_probe *probe)
{
	int ret;

	for_each_kernel_tracepoint(tracepoint_match, probe);
	if (!probe->tracepoint) {
		pr_err("this kernel has no tracepoint %s\n", probe->name);
		return -ENOENT;
	}

	ret = tracepoint_probe_register(probe->tracepoint, probe->probe, NULL);
	if (ret)
		pr_err("cannot hook the tracepoint %s: %pe\n", probe->name,
		       ERR_PTR(ret));

	return ret;
}

/**
 * tracepoint_probes_register() - hook all of them or none
 * @probes: the probes
 * @count: their number
 *
 * A failure is logged.
 * Return: 0; -ENOENT if the kernel lacks one; or what
 * tracepoint_probe_register() said.
 */
int tracepoint_probes_register(struct tracepoint_probe *probes, size_t count)
{
	size_t i;
	int ret;

	for (i = 0; i < count; i++) {
		ret = tracepoint_probe_register_one(&probes[i]);
		if (ret) {
			tracepoint_probes_unregister(probes, i);
			return ret;
		}
	}

	return 0;
}

/**
 * tracepoint_probes_unregister() - when it returns none of them runs any more
 * @probes: the probes
 * @count: their number
 */
void tracepoint_probes_unregister(struct tracepoint_probe *probes, size_t count)
{
	while (count--)
		tracepoint_probe_unregister(probes[count].tracepoint,
					    probes[count].probe, NULL);
	tracepoint_synchronize_unregister();
}
