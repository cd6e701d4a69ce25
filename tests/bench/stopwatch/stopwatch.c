// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the probes of a tracepoint cost together; for the benchmark, never installed
 *
 * Of each tracepoint it takes the first and the last place, so that every other probe
 * runs between its two, and notes how far the time stamp counter got from one to the
 * other.  In /sys/kernel/debug/stopwatch/TRACEPOINT/ there are
 *
 *	distances	those of the first events since the start, DISTANCES at most
 *	start		write to it: forget them and start again
 *
 * A distance includes the way from probe to probe, and whatever interrupted.  For one
 * processor, and a kernel that runs probes with preemption disabled.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cpumask.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <trace/events/sched.h>
#include <trace/events/task.h>
#include <asm/msr.h>

#define DISTANCES	4096

/**
 * struct stopwatch - that of one tracepoint
 * @name: the tracepoint's
 * @first: its probe before all others
 * @last: its probe behind all others
 * @tracepoint: the one of that name
 * @begin: the counter when @first was left
 * @distances: what debugfs shows
 * @room: for @distances
 */
struct stopwatch {
	const char			*name;
	void				*first;
	void				*last;
	struct tracepoint		*tracepoint;
	u64				begin;
	struct debugfs_u32_array	distances;
	u32				room[DISTANCES];
};

static void stopwatch_note(struct stopwatch *stopwatch, u64 end)
{
	struct debugfs_u32_array *distances = &stopwatch->distances;

	if (distances->n_elements < DISTANCES)
		distances->array[distances->n_elements++] = end - stopwatch->begin;
}

/* The last thing that the first one does, and the first thing that the last one does */
#define DEFINE_STOPWATCH(tracepoint, proto...)				\
static void tracepoint##_first(void *data, proto)			\
{									\
	struct stopwatch *stopwatch = data;				\
									\
	stopwatch->begin = rdtsc();					\
}									\
static void tracepoint##_last(void *data, proto)			\
{									\
	stopwatch_note(data, rdtsc());					\
}									\
/* No code: a tracepoint whose prototype changed does not compile */	\
static inline void tracepoint##_check(void)				\
{									\
	check_trace_callback_type_##tracepoint(tracepoint##_first);	\
	check_trace_callback_type_##tracepoint(tracepoint##_last);	\
}

DEFINE_STOPWATCH(task_newtask, struct task_struct *task, unsigned long clone_flags)
DEFINE_STOPWATCH(sched_process_fork, struct task_struct *parent, struct task_struct *child)
DEFINE_STOPWATCH(sched_process_exec, struct task_struct *task, pid_t old_pid,
		 struct linux_binprm *bprm)
DEFINE_STOPWATCH(sched_process_exit, struct task_struct *task)

#define STOPWATCH(tracepoint)						\
	{ .name = #tracepoint, .first = tracepoint##_first, .last = tracepoint##_last }

static struct stopwatch stopwatches[] = {
	STOPWATCH(task_newtask),
	STOPWATCH(sched_process_fork),
	STOPWATCH(sched_process_exec),
	STOPWATCH(sched_process_exit),
};

static struct dentry *directory;

static int stopwatch_start(void *data, u64 unused)
{
	struct stopwatch *stopwatch = data;

	stopwatch->distances.n_elements = 0;

	return 0;
}

DEFINE_DEBUGFS_ATTRIBUTE(start_fops, NULL, stopwatch_start, "%llu\n");

static void stopwatch_show(struct stopwatch *stopwatch)
{
	struct dentry *dir = debugfs_create_dir(stopwatch->name, directory);

	stopwatch->distances.array = stopwatch->room;
	debugfs_create_u32_array("distances", 0400, dir, &stopwatch->distances);
	debugfs_create_file_unsafe("start", 0200, dir, stopwatch, &start_fops);
}

static void tracepoint_match(struct tracepoint *tracepoint, void *data)
{
	struct stopwatch *stopwatch = data;

	if (!strcmp(tracepoint->name, stopwatch->name))
		stopwatch->tracepoint = tracepoint;
}

/* First the first: no event has a last without it */
static int stopwatch_hook(struct stopwatch *stopwatch)
{
	int ret;

	for_each_kernel_tracepoint(tracepoint_match, stopwatch);
	if (!stopwatch->tracepoint)
		return -ENOENT;

	ret = tracepoint_probe_register_prio(stopwatch->tracepoint, stopwatch->first,
					     stopwatch, INT_MAX);
	if (ret)
		return ret;

	ret = tracepoint_probe_register_prio(stopwatch->tracepoint, stopwatch->last,
					     stopwatch, INT_MIN);
	if (ret)
		tracepoint_probe_unregister(stopwatch->tracepoint, stopwatch->first,
					    stopwatch);

	return ret;
}

static void stopwatches_remove(size_t count)
{
	while (count--) {
		struct stopwatch *stopwatch = &stopwatches[count];

		tracepoint_probe_unregister(stopwatch->tracepoint, stopwatch->last, stopwatch);
		tracepoint_probe_unregister(stopwatch->tracepoint, stopwatch->first, stopwatch);
	}
	tracepoint_synchronize_unregister();
	debugfs_remove(directory);
}

static int __init stopwatch_init(void)
{
	size_t i;
	int ret;

	/* Two processors would write to the same one */
	if (num_online_cpus() > 1) {
		pr_err("for one processor only\n");
		return -EINVAL;
	}

	directory = debugfs_create_dir(KBUILD_MODNAME, NULL);
	for (i = 0; i < ARRAY_SIZE(stopwatches); i++) {
		stopwatch_show(&stopwatches[i]);
		ret = stopwatch_hook(&stopwatches[i]);
		if (ret) {
			pr_err("cannot hook the tracepoint %s: %pe\n", stopwatches[i].name,
			       ERR_PTR(ret));
			stopwatches_remove(i);
			return ret;
		}
	}

	return 0;
}
module_init(stopwatch_init);

static void __exit stopwatch_exit(void)
{
	stopwatches_remove(ARRAY_SIZE(stopwatches));
}
module_exit(stopwatch_exit);

MODULE_DESCRIPTION("Counts what the probes of a tracepoint cost");
MODULE_LICENSE("GPL");
