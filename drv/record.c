// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records, as sources and LIST fill them
 */
#include <linux/cred.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/uidgid.h>

#include "record.h"

static_assert(TASK_COMM_LEN == PROCLOOK_COMM_LEN);

/*
 * What all three have in common, into a zeroed record; @task is the process' leader or
 * one of its threads.
 */
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

	/* The parent may end meanwhile; what it points to lives as long as this */
	rcu_read_lock();
	parent = rcu_dereference(task->real_parent);
	record->ppid = parent->tgid;
	record->parent_start_ns = parent->group_leader->start_boottime;
	cred = __task_cred(leader);
	/* from_kuid(&init_user_ns, ...), which maps each id to itself */
	record->uid = __kuid_val(cred->uid);
	record->gid = __kgid_val(cred->gid);
	rcu_read_unlock();
}
