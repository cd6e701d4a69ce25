// SPDX-License-Identifier: GPL-2.0-only
/*
 * Source of the named event "thread": the beginning and the end of every task
 *
 * The probes run as those of the event process do, and only while somebody has the device
 * open: they would double what a process costs everybody.  task_newtask comes for each task when it
 * has been linked to its process and before it runs; sched_process_fork would not
 * tell of the kernel's workers in a user process.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cache.h>
#include <linux/err.h>
#include <linux/mm_types.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <trace/events/sched.h>
#include <trace/events/task.h>

#include "compat.h"
#include "hooks.h"
#include "on_demand.h"
#include "record.h"
#include "source.h"

static unsigned long thread_history __ro_after_init = 1 << 18;
module_param(thread_history, ulong, 0444);
MODULE_PARM_DESC(thread_history, "bytes of history of the event thread, 32768 to 1073741824 (default 262144)");

static struct named_event *thread_event __ro_after_init;

static void fill_thread(struct short_record *thread, enum proclook_type type,
			struct task_struct *task)
{
	record_fill(&thread->record, type, task);
	record_set_thread(&thread->record, task);
	thread->record.thread_start_ns = task->start_boottime;
}

static void create_probe(void *unused, struct task_struct *task,
			 COMPAT_CLONE_FLAGS clone_flags)
{
	struct short_record create = { };

	fill_thread(&create, PROCLOOK_THREAD_CREATE, task);
	named_event_signal(thread_event, &create.record);
}

static void thread_exit(struct task_struct *task, bool group_dead)
{
	struct short_record exit = { };

	fill_thread(&exit, PROCLOOK_THREAD_EXIT, task);
	exit.record.exit_status = task->exit_code;
	named_event_signal(thread_event, &exit.record);
}

COMPAT_EXIT_PROBE(thread_exit)

static struct hook hooks[] = {
	{ .name = "task_newtask", .probe = create_probe },
	{ .name = "sched_process_exit", .probe = thread_exit_probe },
};

/* As in source_process.c */
static inline void check_probes(void)
{
	check_trace_callback_type_task_newtask(create_probe);
	check_trace_callback_type_sched_process_exit(thread_exit_probe);
}

static bool hooked;

static int hook(void)
{
	int ret;

	if (hooked)
		return 0;

	check_probes();
	ret = hooks_register(hooks, ARRAY_SIZE(hooks));
	hooked = !ret;

	return ret;
}

static void unhook(void)
{
	if (hooked)
		hooks_unregister(hooks, ARRAY_SIZE(hooks));
	hooked = false;
}

static struct on_demand thread_demand = {
	.arm	= hook,
	.disarm	= unhook,
	.lock	= __MUTEX_INITIALIZER(thread_demand.lock),
	.linger	= __DELAYED_WORK_INITIALIZER(thread_demand.linger, on_demand_linger, 0),
};

static int thread_open(void)
{
	return on_demand_get(&thread_demand);
}

static void thread_release(void)
{
	on_demand_put(&thread_demand);
}

static const struct named_event_ops thread_ops = {
	.open		= thread_open,
	.release	= thread_release,
};

int source_thread_init(void)
{
	thread_event = named_event_alloc(thread_history, &thread_ops);
	if (IS_ERR(thread_event)) {
		pr_err("cannot create the event thread with thread_history=%lu: %pe\n",
		       thread_history, thread_event);
		return PTR_ERR(thread_event);
	}

	return 0;
}

int source_thread_add(void)
{
	int ret = named_event_add(thread_event, THIS_MODULE, "thread");

	if (ret)
		pr_err("cannot create the device thread: %pe\n", ERR_PTR(ret));

	return ret;
}

void source_thread_exit(void)
{
	on_demand_exit(&thread_demand);
	named_event_destroy(thread_event);
}
