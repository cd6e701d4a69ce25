/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * proclook: named events with a latest snapshot
 *
 * A named event is one character device, /dev/proclook/NAME, together with
 * the pollable attribute /sys/class/proclook/NAME/signal.  This header is all
 * that the module and its users share.
 *
 * Words: "pid" is what user space calls a process id (task_struct::tgid), "tid"
 * a thread id (task_struct::pid).  All ids are those of the initial pid
 * and user namespaces.  All times are CLOCK_BOOTTIME in nanoseconds.
 *
 * Layout: fixed-width fields in their natural alignment, no implicit padding,
 * the same for 32-bit and 64-bit programs.  Every byte that the module hands
 * out was written by it; fields named reserved are zero.
 */
#ifndef _UAPI_LINUX_PROCLOOK_H
#define _UAPI_LINUX_PROCLOOK_H

#include <linux/ioctl.h>
#include <linux/types.h>

/**
 * enum proclook_type - what happened, proclook_record.type
 * @PROCLOOK_FORK: a process was created; it has not run yet
 * @PROCLOOK_EXEC: a process replaced its program
 * @PROCLOOK_EXIT: the last thread of a process is about to leave; its parent
 *	cannot have waited for it yet
 *
 * Programs must ignore types they do not know.  0 is no event; events have types
 * below 64.
 */
enum proclook_type {
	PROCLOOK_FORK	= 1,
	PROCLOOK_EXEC	= 2,
	PROCLOOK_EXIT	= 3,
};

/*
 * proclook_record.flags
 *
 * KERNEL_THREAD: the process lives in the kernel and has no program.
 *
 * PATH_AS_CALLED: the path is the one given to execve(2), perhaps relative, for
 * a script that of the script, for a descriptor /dev/fd/N, and no more than 4095 bytes
 * of it; the kernel could not resolve the file's own path where the record was made
 * (PREEMPT_RT kernels never do, and no kernel resolves paths longer than that).
 *
 * ARGS_CUT: fewer than args_total bytes of the arguments were kept: they are
 * longer than PROCLOOK_STRING_MAX, or part of them was not in memory.
 *
 * ARGS_OFF: the administrator loaded the module with args=0.
 */
#define PROCLOOK_F_KERNEL_THREAD	(1U << 0)
#define PROCLOOK_F_PATH_AS_CALLED	(1U << 1)
#define PROCLOOK_F_ARGS_CUT		(1U << 2)
#define PROCLOOK_F_ARGS_OFF		(1U << 3)

/* Most bytes of the path, and of the arguments, that a record keeps */
#define PROCLOOK_STRING_MAX	4096

/* No record is larger; a buffer of this size holds any */
#define PROCLOOK_RECORD_MAX	8448

/* Size of proclook_record.comm, the NUL included (TASK_COMM_LEN) */
#define PROCLOOK_COMM_LEN	16

/**
 * struct proclook_record - one event
 * @size: bytes of the whole record, strings and padding included; a
 *	multiple of 8, at most %PROCLOOK_RECORD_MAX
 * @type: one of &enum proclook_type
 * @header_size: bytes before the strings; 120 or more.  A later module may append
 *	fields: programs find the strings with it, and a field that begins behind
 *	it is not there
 * @flags: PROCLOOK_F_*; programs must ignore flags they do not know
 * @exit_status: %PROCLOOK_EXIT: the status that waitpid(2) gives; 0 for the
 *	other types here
 * @seq: 1 for the first event since the named event was created, then exactly 1
 *	more for each event
 * @time_ns: when it happened; never smaller than that of the event before
 * @start_ns: when the process was started.  (pid, start_ns) names a process
 *	even when its pid is used again
 * @parent_start_ns: the same of the parent
 * @pid: the process; for %PROCLOOK_FORK the new one
 * @tid: equal to @pid, but for %PROCLOOK_EXEC by a thread other than the leader:
 *	there the id this thread had until then
 * @ppid: what getppid(2) gives in that process; 0 for a process without
 *	a parent
 * @uid: real user id, of the leader if threads have different ones
 * @gid: real group id, likewise
 * @path_len: bytes of the path, its NUL not counted; 0 where there is none
 * @args_len: bytes of the arguments in the record, the NUL that ends each
 *	argument included
 * @args_total: bytes of the arguments as the process has them; larger than
 *	@args_len if %PROCLOOK_F_ARGS_CUT is set; 0 with %PROCLOOK_F_ARGS_OFF
 * @comm: the process' name for short, NUL-terminated, NUL-padded
 * @reserved: 0
 *
 * Behind @header_size bytes follow the path and a NUL, then the arguments and a
 * NUL, then NULs up to @size.  The strings have any byte but NUL that a file
 * name can have; the arguments are separated by NULs as in /proc/PID/cmdline.
 * All of it, comm too, was chosen by the process: escape it before showing it.
 *
 * Of these types only %PROCLOOK_EXEC has path and arguments; elsewhere both strings
 * are empty, their NULs are there.  Look at the lengths, not at the type.
 */
struct proclook_record {
	__u32		size;
	__u16		type;
	__u16		header_size;
	__u32		flags;
	__s32		exit_status;
	__aligned_u64	seq;
	__aligned_u64	time_ns;
	__aligned_u64	start_ns;
	__aligned_u64	parent_start_ns;
	__s32		pid;
	__s32		tid;
	__s32		ppid;
	__u32		uid;
	__u32		gid;
	__u32		path_len;
	__u32		args_len;
	__u32		args_total;
	char		comm[PROCLOOK_COMM_LEN];
	__aligned_u64	reserved[3];
};

/* The watcher had seen this record before: it was fetched, or open(2) came later */
#define PROCLOOK_SNAPSHOT_SEEN	(1U << 0)

/**
 * struct proclook_snapshot - argument of %PROCLOOK_IOC_SNAPSHOT
 * @buf: in: address of the buffer for the record
 * @buf_size: in: its bytes; %PROCLOOK_RECORD_MAX is always enough
 * @flags: in: 0
 * @generation: out: differs after every creation of the named event, so that
 *	equal sequence numbers of two loads are not taken for the same event
 * @missed: out: number of records that this watcher never fetched, between
 *	the one it saw last and this one
 * @record_size: out: bytes of the record, also with EMSGSIZE
 * @state: out: PROCLOOK_SNAPSHOT_SEEN or 0
 * @reserved: in: 0
 */
struct proclook_snapshot {
	__aligned_u64	buf;
	__u32		buf_size;
	__u32		flags;
	__aligned_u64	generation;
	__aligned_u64	missed;
	__u32		record_size;
	__u32		state;
	__aligned_u64	reserved[2];
};

/*
 * The node and its errors
 *
 * open(2) for reading makes a watcher, which has seen everything up to then.  EACCES:
 * the node's mode, or not for reading; EPERM: the caller is not in the initial pid
 * namespace (a descriptor that is passed in works); ENODEV, ENXIO: it is going away;
 * ENOMEM.
 *
 * poll(2): POLLPRI means that there is a record newer than the last one fetched;
 * POLLHUP and POLLERR that the named event is gone.  Then the ioctl gives ENODEV, and so does
 * reading the attribute "signal", whose pollers are woken too.
 */
#define PROCLOOK_IOC_MAGIC	0xbc

/*
 * PROCLOOK_IOC_SNAPSHOT - fetch the newest record; never waits for one
 *
 * Marks it as seen by this open file: poll(2) on the node says POLLPRI as soon
 * as there is a newer one.  Nothing is consumed when an error is returned; the buffer
 * may have been written to.
 *
 * EFAULT	the argument or the buffer is not the caller's memory
 * EINTR	a signal came, one without SA_RESTART, while another thread used the same
 *		open file
 * EINVAL	flags or reserved is not 0
 * EMSGSIZE	the buffer is too small; record_size says what it takes
 * ENODATA	there was no event yet
 * ENODEV	the named event is gone
 */
#define PROCLOOK_IOC_SNAPSHOT	_IOWR(PROCLOOK_IOC_MAGIC, 1, struct proclook_snapshot)

#endif /* _UAPI_LINUX_PROCLOOK_H */
