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

#include "hooks.h"

static void tracepoint_match(struct tracepoint *tracepoint, void *data)
{
	struct hook *hook = data;

	if (!strcmp(tracepoint->name, hook->name))
		hook->tracepoint = tracepoint;
}

static int hook_register(struct hook *hook)
{
	int ret;

	for_each_kernel_tracepoint(tracepoint_match, hook);
	if (!hook->tracepoint) {
		pr_err("this kernel has no tracepoint %s\n", hook->name);
		return -ENOENT;
	}

	ret = tracepoint_probe_register(hook->tracepoint, hook->probe, NULL);
	if (ret)
		pr_err("cannot hook the tracepoint %s: %pe\n", hook->name,
		       ERR_PTR(ret));

	return ret;
}

/**
 * hooks_register() - hook all of them or none
 * @hooks: the hooks
 * @count: their number
 *
 * A failure is logged.
 * Return: 0; -ENOENT if the kernel lacks one; or what
 * tracepoint_probe_register() said.
 */
int hooks_register(struct hook *hooks, size_t count)
{
	size_t i;
	int ret;

	for (i = 0; i < count; i++) {
		ret = hook_register(&hooks[i]);
		if (ret) {
			hooks_unregister(hooks, i);
			return ret;
		}
	}

	return 0;
}

/**
 * hooks_unregister() - when it returns none of them runs any more
 * @hooks: the hooks
 * @count: their number
 */
void hooks_unregister(const struct hook *hooks, size_t count)
{
	while (count--)
		tracepoint_probe_unregister(hooks[count].tracepoint,
					    hooks[count].probe, NULL);
	tracepoint_synchronize_unregister();
}
