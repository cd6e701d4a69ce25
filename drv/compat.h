/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every difference between the kernels that proclook is built for, and
 * nothing else.  The sources have no version test of their own.
 */
#ifndef _PROCLOOK_COMPAT_H
#define _PROCLOOK_COMPAT_H

#include <linux/fs.h>
#include <linux/mm_types.h>
#include <linux/ptrace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/types.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0)
#error "proclook needs Linux 6.1 or newer"
#endif
#ifndef CONFIG_64BIT
#error "proclook needs a 64-bit kernel: positions and sequence numbers are single words"
#endif
#ifndef CONFIG_TRACEPOINTS
#error "proclook needs CONFIG_TRACEPOINTS"
#endif

/* class::devnode takes a const device since 6.2 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
#define COMPAT_DEVNODE_CONST	const
#else
#define COMPAT_DEVNODE_CONST
#endif

/* class_create() takes no module since 6.4 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
#define COMPAT_CLASS_CREATE(name)	class_create(name)
#else
#define COMPAT_CLASS_CREATE(name)	class_create(THIS_MODULE, name)
#endif

/* get_file_rcu() takes a pointer to the pointer since 6.7, and looks again by itself */
static inline struct file *compat_get_exe_file(struct mm_struct *mm)
{
	struct file *file;

	rcu_read_lock();
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 7, 0)
	file = get_file_rcu(&mm->exe_file);
#else
	file = rcu_dereference(mm->exe_file);
	if (file && !get_file_rcu(file))
		file = NULL;
#endif
	rcu_read_unlock();

	return file;
}

/* Since 6.7 a file that overlayfs maps has the path of its own layer, and this one */
static inline const struct path *compat_user_path(const struct file *file)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 7, 0)
	/* It takes no const before 6.17 */
	return file_user_path((struct file *)file);
#else
	return &file->f_path;
#endif
}

/* Since 6.4 vhost has workers in the user's process as well as io_uring */
#ifdef PF_USER_WORKER
#define COMPAT_PF_WORKER	(PF_IO_WORKER | PF_USER_WORKER)
#else
#define COMPAT_PF_WORKER	PF_IO_WORKER
#endif

/* The flags of clone() that the tracepoint task_newtask has are u64 since 6.18 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
#define COMPAT_CLONE_FLAGS	u64
#else
#define COMPAT_CLONE_FLAGS	unsigned long
#endif

/*
 * Can a kprobe at the beginning of a function be had without a trap, and does it get at the
 * first argument?  It does not on architectures that have no common way to say so.
 */
#if defined(CONFIG_KPROBES_ON_FTRACE) && defined(CONFIG_HAVE_FUNCTION_ARG_ACCESS_API)
#define COMPAT_HAS_KPROBES_ON_FTRACE	true
static inline unsigned long compat_first_argument(struct pt_regs *regs)
{
	return regs_get_kernel_argument(regs, 0);
}
#else
#define COMPAT_HAS_KPROBES_ON_FTRACE	false
static inline unsigned long compat_first_argument(struct pt_regs *regs)
{
	return 0;
}
#endif

/*
 * COMPAT_EXIT_PROBE(name) defines the tracepoint probe name_probe(), which calls
 * name(task, group_dead).
 *
 * Since 6.16 the tracepoint says itself, to exactly one thread, that it is
 * the last of its process.  Before, the count of live threads is all there is:
 * it drops well before the tracepoint, so that several threads may find it 0
 * there; COMPAT_GROUP_DEAD_IS_EXACT tells the source to take only the first.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
#define COMPAT_GROUP_DEAD_IS_EXACT	true
#define COMPAT_EXIT_PROBE(name)						\
static void name##_probe(void *unused, struct task_struct *task,	\
			 bool group_dead)				\
{									\
	name(task, group_dead);						\
}
#else
#define COMPAT_GROUP_DEAD_IS_EXACT	false
#define COMPAT_EXIT_PROBE(name)						\
static void name##_probe(void *unused, struct task_struct *task)	\
{									\
	name(task, !atomic_read(&task->signal->live));			\
}
#endif

#endif /* _PROCLOOK_COMPAT_H */
