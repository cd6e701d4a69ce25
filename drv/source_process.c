// SPDX-License-Identifier: GPL-2.0-only
/*
 * Source of the named event "process": fork, exec and exit
 *
 * The probes run in the process they report on (fork: in the one that
 * creates it), with preemption disabled or not, depending on the kernel.  They
 * fill one record and signal it; they never sleep, allocate or fail.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/binfmts.h>
#include <linux/bitops.h>
#include <linux/cache.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/percpu.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/threads.h>
#include <linux/uaccess.h>
#include <linux/uidgid.h>
#include <linux/vmalloc.h>
#include <trace/events/sched.h>

#include "compat.h"
#include "hooks.h"
#include "record.h"
#include "source.h"

static bool args __ro_after_init = true;
module_param(args, bool, 0444);
MODULE_PARM_DESC(args, "exec records have the arguments (default 1); 0 for privacy");

static unsigned long process_history __ro_after_init = 1 << 20;
module_param(process_history, ulong, 0444);
MODULE_PARM_DESC(process_history, "bytes of history of the event process, 32768 to 1073741824 (default 1048576)");

/**
 * struct exec_scratch - room to put an exec record together
 * @record: the fixed part
 * @strings: path, NUL, arguments, NUL, padding
 *
 * One for each CPU: too large for a stack, and nothing may be allocated.  Only
 * processes exec, so whoever disables preemption owns that of its CPU.
 */
struct exec_scratch {
	struct proclook_record	record;
	char			strings[2 * (PROCLOOK_STRING_MAX + 1) + 8];
};

static_assert(sizeof(struct exec_scratch) <= PROCLOOK_RECORD_MAX);

static struct named_event *process_event __ro_after_init;
static struct exec_scratch __percpu *exec_scratches __ro_after_init;

/*
 * A bit for each process that has been reported as ended, by pid.  Several
 * threads that leave together may each find themselves to be the last one (see
 * compat.h); the first to set the bit is right.  The bit is cleared when the pid
 * is given to a new process, before that can run: the pid is not free until all
 * threads of the old one have been through here.
 */
static unsigned long *ended __ro_after_init;

static void fork_probe(void *unused, struct task_struct *parent,
		       struct task_struct *child)
{
	struct short_record fork = { };

	if (!thread_group_leader(child))
		return;
	if (!COMPAT_GROUP_DEAD_IS_EXACT)
		clear_bit(child->tgid, ended);

	record_fill(&fork.record, PROCLOOK_FORK, child);
	named_event_signal(process_event, &fork.record);
}

/*
 * The file's own path, as readlink(/proc/self/exe) gives it.  Resolving it may take a spin
 * lock, which sleeps on PREEMPT_RT.
 */
static void fill_path(struct proclook_record *record, struct linux_binprm *bprm)
{
	if (IS_ENABLED(CONFIG_PREEMPT_RT) || !record_set_path(record, &bprm->file->f_path))
		record_set_path_as_called(record, "%s", bprm->filename);
}

/*
 * Copy from the process' own memory, as much as can be had without a page fault.
 * exec has just written it there, so that it is all but never swapped out.
 */
static u32 copy_present(char *to, unsigned long from, u32 len)
{
	u32 done = 0;

	while (done < len) {
		unsigned long at = from + done;
		u32 chunk = min_t(u32, len - done, PAGE_SIZE - offset_in_page(at));

		if (copy_from_user_nofault(to + done, (void __user *)at, chunk))
			break;
		done += chunk;
	}

	return done;
}

static void fill_args(struct proclook_record *record, struct task_struct *task)
{
	char *to = (char *)(record + 1) + record->path_len + 1;

	if (args) {
		record->args_total = task->mm->arg_end - task->mm->arg_start;
		record->args_len = copy_present(to, task->mm->arg_start,
						min_t(u32, record->args_total,
						      PROCLOOK_STRING_MAX));
		if (record->args_len < record->args_total)
			record->flags |= PROCLOOK_F_ARGS_CUT;
	} else {
		record->flags |= PROCLOOK_F_ARGS_OFF;
	}
}

static void exec_probe(void *unused, struct task_struct *task, pid_t old_pid,
		       struct linux_binprm *bprm)
{
	struct proclook_record *record;

	/* The scratch is this CPU's until the record has been copied */
	preempt_disable();
	record = &this_cpu_ptr(exec_scratches)->record;

	memset(record, 0, sizeof(*record));
	record_fill(record, PROCLOOK_EXEC, task);
	record->tid = old_pid;
	fill_path(record, bprm);
	fill_args(record, task);
	record_seal(record);

	named_event_signal(process_event, record);
	preempt_enable();
}

/* What the parent's waitpid() will give */
static int exit_status(struct task_struct *task)
{
	struct pid *pid = task_pid(task->group_leader);

	/* That of a namespace's init says later how reboot(2) was called there */
	if (unlikely(pid->level && is_child_reaper(pid) &&
		     ns_of_pid(pid)->reboot))
		return ns_of_pid(pid)->reboot;

	/* Not the task's own code: that of the thread that ended the process */
	return task->signal->group_exit_code;
}

static void process_exit(struct task_struct *task, bool group_dead)
{
	struct short_record exit = { };

	if (!group_dead)
		return;
	if (!COMPAT_GROUP_DEAD_IS_EXACT && test_and_set_bit(task->tgid, ended))
		return;

	record_fill(&exit.record, PROCLOOK_EXIT, task);
	exit.record.exit_status = exit_status(task);
	named_event_signal(process_event, &exit.record);
}

COMPAT_EXIT_PROBE(process_exit)

static struct hook hooks[] __ro_after_init = {
	{ .name = "sched_process_fork", .probe = fork_probe },
	{ .name = "sched_process_exec", .probe = exec_probe },
	{ .name = "sched_process_exit", .probe = process_exit_probe },
};

/* Generates no code: a tracepoint whose prototype changed does not compile */
static inline void check_probes(void)
{
	check_trace_callback_type_sched_process_fork(fork_probe);
	check_trace_callback_type_sched_process_exec(exec_probe);
	check_trace_callback_type_sched_process_exit(process_exit_probe);
}

static const struct named_event_ops process_ops = {
	.announces = BIT_ULL(PROCLOOK_EXEC) | BIT_ULL(PROCLOOK_EXIT),
};

static int source_process_alloc(void)
{
	exec_scratches = alloc_percpu(struct exec_scratch);
	if (!exec_scratches)
		return -ENOMEM;

	if (!COMPAT_GROUP_DEAD_IS_EXACT) {
		ended = vzalloc(BITS_TO_LONGS(PID_MAX_LIMIT) * sizeof(long));
		if (!ended)
			return -ENOMEM;
	}

	return 0;
}

static void source_process_free(void)
{
	vfree(ended);
	free_percpu(exec_scratches);
}

int source_process_init(void)
{
	int ret;

	ret = source_process_alloc();
	if (ret) {
		pr_err("no memory for the tables of the event process\n");
		goto err_free;
	}

	process_event = named_event_alloc(process_history, &process_ops);
	if (IS_ERR(process_event)) {
		ret = PTR_ERR(process_event);
		pr_err("cannot create the event process with process_history=%lu: %pe\n",
		       process_history, process_event);
		goto err_free;
	}

	check_probes();
	ret = hooks_register(hooks, ARRAY_SIZE(hooks));
	if (ret)
		goto err_event;

	return 0;

err_event:
	named_event_destroy(process_event);
err_free:
	source_process_free();
	return ret;
}

int source_process_add(void)
{
	int ret = named_event_add(process_event, THIS_MODULE, "process");

	if (ret)
		pr_err("cannot create the device process: %pe\n", ERR_PTR(ret));

	return ret;
}

void source_process_exit(void)
{
	hooks_unregister(hooks, ARRAY_SIZE(hooks));
	named_event_destroy(process_event);
	source_process_free();
}
