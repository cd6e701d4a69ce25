// SPDX-License-Identifier: GPL-2.0-only
/*
 * A probe on what is mapped into processes, that is there while somebody wants it
 *
 * No tracepoint tells of mappings, but each is told to perf_event_mmap().  A kprobe at the
 * beginning of a function costs not much more than a tracepoint if it rests on ftrace;
 * one that does not would be a trap in every mmap(), and is not an answer.
 *
 * An administrator can switch off kprobes, and ftrace, at any time and without notice.  The
 * canary is a function with a probe of the same kind: as long as calling it
 * reaches that, the other one works too.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/printk.h>

#include "compat.h"
#include "mapping_probe.h"
#include "on_demand.h"

/* Changed by arm() and disarm() alone, of which no two run at the same time */
static bool armed;
/* No bool: with UBSAN_BOOL gcc 12 reads one as if READ_ONCE() were not there */
static int canary_sang;
static mapping_probe_t mapping_probe;
static struct kprobe canary_kprobe, mapping_kprobe;

static int canary_handler(struct kprobe *kprobe, struct pt_regs *regs)
{
	WRITE_ONCE(canary_sang, 1);

	return 0;
}

/* Not to be inlined or left out: there would be nothing to put a probe on */
static noinline void canary(void)
{
	barrier();
}

static bool canary_sings(void)
{
	WRITE_ONCE(canary_sang, 0);
	canary();

	return READ_ONCE(canary_sang);
}

static int mapping_handler(struct kprobe *kprobe, struct pt_regs *regs)
{
	mapping_probe((struct vm_area_struct *)compat_first_argument(regs));

	return 0;
}

/* Still disabled, so that what turns out to be a trap is never sprung */
static int register_one(struct kprobe *kprobe, const struct kprobe *as)
{
	int ret;

	*kprobe = *as;
	kprobe->flags = KPROBE_FLAG_DISABLED;
	ret = register_kprobe(kprobe);
	if (!ret && !kprobe_ftrace(kprobe)) {
		unregister_kprobe(kprobe);
		ret = -EOPNOTSUPP;
	}

	return ret;
}

static int register_both(void)
{
	const struct kprobe canary_template = {
		.addr = (kprobe_opcode_t *)canary,
		.pre_handler = canary_handler,
	};
	const struct kprobe mapping_template = {
		.symbol_name = "perf_event_mmap",
		.pre_handler = mapping_handler,
	};
	int ret;

	ret = register_one(&canary_kprobe, &canary_template);
	if (ret)
		return ret;

	ret = register_one(&mapping_kprobe, &mapping_template);
	if (ret)
		unregister_kprobe(&canary_kprobe);

	return ret;
}

static void disarm(void)
{
	if (!armed)
		return;

	unregister_kprobe(&mapping_kprobe);
	unregister_kprobe(&canary_kprobe);
	armed = false;
}

static int hook(void)
{
	int ret;

	if (!armed) {
		ret = register_both();
		if (ret)
			return ret;
		armed = true;
	}

	/* Each time: while kprobes are switched off it does nothing, and says 0 */
	ret = enable_kprobe(&canary_kprobe);
	if (ret)
		return ret;

	return enable_kprobe(&mapping_kprobe);
}

/* The reason why not is logged */
static int arm(void)
{
	int ret = hook();

	if (ret) {
		pr_notice_ratelimited("cannot hook perf_event_mmap: %pe\n", ERR_PTR(ret));
		return -EOPNOTSUPP;
	}
	if (!canary_sings()) {
		pr_notice_ratelimited("kprobes or ftrace are switched off\n");
		return -EOPNOTSUPP;
	}

	return 0;
}

static struct on_demand mapping_demand = {
	.arm	= arm,
	.disarm	= disarm,
	.lock	= __MUTEX_INITIALIZER(mapping_demand.lock),
	.linger	= __DELAYED_WORK_INITIALIZER(mapping_demand.linger, on_demand_linger, 0),
};

/* Nothing can be hooked on a kernel where the probe might sleep, or be a trap */
bool mapping_probe_is_possible(void)
{
	return COMPAT_HAS_KPROBES_ON_FTRACE && !IS_ENABLED(CONFIG_PREEMPT_RT);
}

/**
 * mapping_probe_get() - have the probe called from now on
 * @probe: the probe, the same for all users
 *
 * Context: process context, may sleep.
 * Return: 0, then mapping_probe_put() is to be called; -EOPNOTSUPP: not on this
 * kernel, or not now.  The reason is logged.
 */
int mapping_probe_get(mapping_probe_t probe)
{
	if (!mapping_probe_is_possible())
		return -EOPNOTSUPP;

	WRITE_ONCE(mapping_probe, probe);

	return on_demand_get(&mapping_demand);
}

/**
 * mapping_probe_put() - have the probe not called any more, sooner or later
 */
void mapping_probe_put(void)
{
	on_demand_put(&mapping_demand);
}

/**
 * mapping_probe_exit() - have it not called any more when this returns
 */
void mapping_probe_exit(void)
{
	on_demand_exit(&mapping_demand);
}
