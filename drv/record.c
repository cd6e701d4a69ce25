// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records, as sources and LIST fill them
 */
#include <linux/align.h>
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include <linux/uidgid.h>

#include "compat.h"
#include "record.h"

static_assert(TASK_COMM_LEN == PROCLOOK_COMM_LEN);
static_assert(PATH_MAX <= PROCLOOK_STRING_MAX);
static_assert(sizeof(struct path_record) <= PROCLOOK_RECORD_MAX);

/* What all have in common, into a zeroed record; @task is any thread of the process */
void record_fill(struct proclook_record *record, enum proclook_type type,
		 struct task_struct *task)
{
	const struct task_struct *leader = task->group_leader;
	const struct task_struct *parent;
	const struct cred *cred;

	record->size = sizeof(struct short_record);
	record->header_size = sizeof(*record);
	record->type = type;
	if (leader->flags & PF_KTHREAD)
		record->flags = PROCLOOK_F_KERNEL_THREAD;
	record->pid = leader->tgid;
	record->tid = leader->tgid;
	record->start_ns = leader->start_boottime;
	memcpy(record->comm, leader->comm, PROCLOOK_COMM_LEN - 1);

	/*
	 * The parent may end meanwhile; what it points to lives as long as this.  A section
	 * without preemption is one of RCU, and unlike rcu_read_lock() no call.
	 */
	preempt_disable();
	parent = rcu_dereference_sched(task->real_parent);
	record->ppid = parent->tgid;
	record->parent_start_ns = parent->group_leader->start_boottime;
	cred = rcu_dereference_sched(leader->real_cred);
	/* from_kuid(&init_user_ns, ...), which maps each id to itself */
	record->uid = __kuid_val(cred->uid);
	record->gid = __kgid_val(cred->gid);
	preempt_enable();
}

/* What is the thread's own, for a record that is about one */
void record_set_thread(struct proclook_record *record, const struct task_struct *task)
{
	record->tid = task->pid;
	memcpy(record->comm, task->comm, PROCLOOK_COMM_LEN - 1);
	if (task->flags & COMPAT_PF_WORKER)
		record->flags |= PROCLOOK_F_WORKER;
}

/*
 * The path as the process sees it, behind the fixed part of the record.  Return: false if
 * it cannot be resolved, which is so with one of more than PATH_MAX.  May take a spin lock.
 */
bool record_set_path(struct proclook_record *record, const struct path *path)
{
	char *strings = (char *)(record + 1);
	const char *resolved = d_path(path, strings, PATH_MAX);

	if (IS_ERR(resolved))
		return false;

	/* d_path() fills the buffer from its end, where its NUL is */
	record->path_len = strings + PATH_MAX - 1 - resolved;
	memmove(strings, resolved, record->path_len + 1);

	return true;
}

/* What there is instead */
void record_set_path_as_called(struct proclook_record *record, const char *format, ...)
{
	va_list args;

	record->flags |= PROCLOOK_F_PATH_AS_CALLED;
	va_start(args, format);
	record->path_len = vscnprintf((char *)(record + 1), PATH_MAX, format, args);
	va_end(args);
}

/* The end of a record whose strings are there: their NULs, padding, and the size */
void record_seal(struct proclook_record *record)
{
	char *strings = (char *)(record + 1);
	u32 args_end = record->path_len + 1 + record->args_len;
	u32 end = ALIGN(sizeof(*record) + args_end + 1, 8) - sizeof(*record);

	strings[record->path_len] = '\0';
	memset(strings + args_end, 0, end - args_end);
	record->size = sizeof(*record) + end;
}
