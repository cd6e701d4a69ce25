// SPDX-License-Identifier: GPL-2.0-only
/*
 * LIST: the processes there are
 *
 * One process at a time, by its id: constant memory, nothing held for long.  A process is left
 * out once its count of live threads is 0, which is before its exit is published; so
 * whoever is listed has an exit, if any, after the caller's sequence number.
 */
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>

#include "compat.h"
#include "filter.h"
#include "record.h"
#include "watcher.h"

/* A process that lives, with the record of it begun; for put_task_struct() */
static struct task_struct *take_process(struct pid *found,
					struct proclook_record *record)
{
	struct task_struct *task = pid_task(found, PIDTYPE_TGID);

	if (!task || !atomic_read(&task->signal->live))
		return NULL;

	/* Now, under RCU: of one that is reaped, leader and parent may be gone later */
	memset(record, 0, sizeof(*record));
	record_fill(record, PROCLOOK_EXISTING, task);

	return get_task_struct(task);
}

/* The one with the smallest id from @pid on, and that id; NULL if there is none */
static struct task_struct *next_process(u32 *pid, struct proclook_record *record)
{
	struct task_struct *task = NULL;
	struct pid *found;

	for (;;) {
		rcu_read_lock();
		found = find_ge_pid(*pid, &init_pid_ns);
		if (found) {
			*pid = pid_nr(found);
			task = take_process(found, record);
		}
		rcu_read_unlock();
		if (task || !found)
			return task;

		/* An id of a thread, perhaps one of many */
		++*pid;
		cond_resched();
	}
}

/* What /proc/PID/exe shows the caller; kernel threads have none */
static void fill_path(struct proclook_record *record, struct task_struct *task)
{
	struct mm_struct *mm = get_task_mm(task);
	struct file *file = NULL;

	if (mm) {
		file = compat_get_exe_file(mm);
		mmput(mm);
	}
	if (!file)
		return;

	if (!record_set_path(record, &file->f_path))
		record_set_path_as_called(record, "%pD", file);
	fput(file);
}

/* Return: false if the process has become another user's, to whom the path belongs */
static bool finish_record(struct proclook_record *record, struct task_struct *task,
			  u64 seq)
{
	record->seq = seq;
	record->time_ns = ktime_get_boottime_ns();
	fill_path(record, task);
	record_seal(record);

	return __kuid_val(task_uid(task)) == record->uid;
}

static bool passes(const struct watcher *watcher, const struct proclook_record *record)
{
	return !watcher->filter ||
	       conditions_match_process(&watcher->filter->conditions, record,
					filter_key(record));
}

static int give_record(const struct proclook_record *record, struct proclook_list *list)
{
	if (record->size > list->buf_size - list->used) {
		list->record_size = record->size;
		return -EMSGSIZE;
	}
	if (copy_to_user(u64_to_user_ptr(list->buf + list->used), record, record->size))
		return -EFAULT;
	list->used += record->size;

	return 0;
}

static int list_processes(struct watcher *watcher, struct proclook_list *list)
{
	struct proclook_record *record = watcher->copy;
	struct task_struct *task;
	int ret;

	while ((task = next_process(&list->next_pid, record))) {
		/* Of those that are not listed nothing is touched */
		bool listed = passes(watcher, record);
		bool valid = !listed || finish_record(record, task, list->seq);

		put_task_struct(task);
		if (valid) {
			ret = listed ? give_record(record, list) : 0;
			if (ret)
				return ret;
			list->next_pid++;
		}

		cond_resched();
		if (fatal_signal_pending(current))
			return -EINTR;
	}
	list->state = PROCLOOK_LIST_END;

	return 0;
}

static int list_batch(struct watcher *watcher, struct proclook_list *list)
{
	int ret;

	list->generation = watcher->event->generation;
	if (!list->next_pid) {
		list->next_pid = 1;
		/*
		 * Before any look at a process; pairs with smp_store_release() in
		 * named_event_signal()
		 */
		list->seq = smp_load_acquire(&watcher->event->seq);
	}
	ret = list_processes(watcher, list);
	/* What did not fit behind others is for the next call */
	if (ret == -EMSGSIZE && list->used) {
		list->record_size = 0;
		ret = 0;
	}

	return ret;
}

/**
 * watcher_list() - the ioctl LIST
 * @watcher: the watcher
 * @user: the argument
 *
 * Return: 0 or a negative errno, see the uapi header
 */
long watcher_list(struct watcher *watcher, struct proclook_list __user *user)
{
	struct proclook_list list;
	int ret;

	if (copy_from_user(&list, user, sizeof(list)))
		return -EFAULT;
	if (list.flags || list.next_pid > INT_MAX ||
	    memchr_inv(list.reserved, 0, sizeof(list.reserved)))
		return -EINVAL;

	list.used = 0;
	list.state = 0;
	list.record_size = 0;

	if (mutex_lock_interruptible(&watcher->lock))
		return -ERESTARTSYS;
	ret = list_batch(watcher, &list);
	mutex_unlock(&watcher->lock);

	if ((!ret || ret == -EMSGSIZE) && copy_to_user(user, &list, sizeof(list)))
		return -EFAULT;

	return ret;
}
