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
 * @PROCLOOK_THREAD_CREATE: a thread was created, the first of its process or a further
 *	one; it has not run yet
 * @PROCLOOK_THREAD_EXIT: a thread is about to leave
 * @PROCLOOK_IMAGE_LOAD: part of a file became executable in a process' memory: its
 *	program, its interpreter, a library; may come again for the same part
 * @PROCLOOK_LOST: no event, but what read(2) gives in place of records that were
 *	overwritten before this watcher read them
 * @PROCLOOK_EXISTING: no event, but a process that %PROCLOOK_IOC_LIST found
 *
 * Programs must ignore types they do not know.  0 is no event; events have types
 * below 64.
 */
enum proclook_type {
	PROCLOOK_FORK		= 1,
	PROCLOOK_EXEC		= 2,
	PROCLOOK_EXIT		= 3,
	PROCLOOK_THREAD_CREATE	= 4,
	PROCLOOK_THREAD_EXIT	= 5,
	PROCLOOK_IMAGE_LOAD	= 6,
	PROCLOOK_LOST		= 64,
	PROCLOOK_EXISTING	= 65,
};

/*
 * proclook_record.flags
 *
 * KERNEL_THREAD: the process lives in the kernel and has no program.
 *
 * PATH_AS_CALLED: the path is the one given to execve(2), perhaps relative, for
 * a script that of the script, for a descriptor /dev/fd/N, and no more than 4095 bytes
 * of it; the kernel could not resolve the file's own path where the record was made
 * (PREEMPT_RT kernels never do, and no kernel resolves paths longer than that).  For
 * %PROCLOOK_IMAGE_LOAD and %PROCLOOK_EXISTING it is the last component of the path then.
 *
 * ARGS_CUT: fewer than args_total bytes of the arguments were kept: they are
 * longer than PROCLOOK_STRING_MAX, or part of them was not in memory.
 *
 * ARGS_OFF: the administrator loaded the module with args=0.
 *
 * WORKER: the thread does the kernel's work in a user process (io_uring, vhost) and
 * never runs a program of its own.
 */
#define PROCLOOK_F_KERNEL_THREAD	(1U << 0)
#define PROCLOOK_F_PATH_AS_CALLED	(1U << 1)
#define PROCLOOK_F_ARGS_CUT		(1U << 2)
#define PROCLOOK_F_ARGS_OFF		(1U << 3)
#define PROCLOOK_F_WORKER		(1U << 4)

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
 * @header_size: bytes before the strings; 128 or more.  A later module may append
 *	fields: programs find the strings with it, and a field that begins behind
 *	it is not there
 * @flags: PROCLOOK_F_*; programs must ignore flags they do not know
 * @exit_status: %PROCLOOK_EXIT: the status that waitpid(2) gives;
 *	%PROCLOOK_THREAD_EXIT: that of this thread, in the same form; 0 for the
 *	other types here
 * @seq: 1 for the first event since the named event was created, then exactly 1
 *	more for each event.  %PROCLOOK_LOST: of the last one that is lost;
 *	%PROCLOOK_EXISTING: proclook_list.seq, which may be 0
 * @time_ns: when it happened; never smaller than that of the event before.
 *	%PROCLOOK_LOST: 0; %PROCLOOK_EXISTING: when the process was found
 * @start_ns: when the process was started.  (pid, start_ns) names a process
 *	even when its pid is used again
 * @parent_start_ns: the same of the parent
 * @pid: the process; for %PROCLOOK_FORK the new one
 * @tid: the thread, where it is about one (%PROCLOOK_THREAD_CREATE,
 *	%PROCLOOK_THREAD_EXIT, %PROCLOOK_IMAGE_LOAD); otherwise equal to @pid, but
 *	for %PROCLOOK_EXEC by a thread other than the leader: there the id this
 *	thread had until then
 * @ppid: what getppid(2) gives in that process; 0 for a process without
 *	a parent
 * @uid: real user id, of the leader if threads have different ones
 * @gid: real group id, likewise
 * @path_len: bytes of the path, its NUL not counted; 0 where there is none
 * @args_len: bytes of the arguments in the record, the NUL that ends each
 *	argument included
 * @args_total: bytes of the arguments as the process has them; larger than
 *	@args_len if %PROCLOOK_F_ARGS_CUT is set; 0 with %PROCLOOK_F_ARGS_OFF
 * @comm: the process' name for short, NUL-terminated, NUL-padded; the thread's, where
 *	it is about a thread
 * @thread_start_ns: %PROCLOOK_THREAD_CREATE, %PROCLOOK_THREAD_EXIT: when the thread was
 *	started; otherwise 0
 * @image_start: %PROCLOOK_IMAGE_LOAD: lowest address of what became executable; 0 if
 *	the process has more rights than its real user (set-user-id, capabilities);
 *	otherwise 0
 * @image_size: %PROCLOOK_IMAGE_LOAD: bytes of that; otherwise 0
 * @lost: %PROCLOOK_LOST: number of records that this watcher will never read;
 *	otherwise 0
 *
 * Behind @header_size bytes follow the path and a NUL, then the arguments and a
 * NUL, then NULs up to @size.  The strings have any byte but NUL that a file
 * name can have; the arguments are separated by NULs as in /proc/PID/cmdline.
 * All of it, comm too, was chosen by the process: escape it before showing it.
 *
 * Of these types only %PROCLOOK_EXEC has path and arguments, %PROCLOOK_IMAGE_LOAD and
 * %PROCLOOK_EXISTING have a path; elsewhere the strings are empty, their NULs are
 * there.  Look at the lengths, not at the type.  In %PROCLOOK_LOST all that is not
 * named above is 0.
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
	__aligned_u64	thread_start_ns;
	__aligned_u64	image_start;
	__aligned_u64	image_size;
	__aligned_u64	lost;
};

/* The watcher had seen this record before: it was fetched, or open(2) came later */
#define PROCLOOK_SNAPSHOT_SEEN		(1U << 0)

/* A filter holds, that of %PROCLOOK_IOC_FILTER or of the watcher's scope: numbers are left out */
#define PROCLOOK_SNAPSHOT_FILTERED	(1U << 1)

/**
 * struct proclook_snapshot - argument of %PROCLOOK_IOC_SNAPSHOT
 * @buf: in: address of the buffer for the record
 * @buf_size: in: its bytes; %PROCLOOK_RECORD_MAX is always enough
 * @flags: in: 0
 * @generation: out: differs after every creation of the named event, so that
 *	equal sequence numbers of two loads are not taken for the same event
 * @missed: out: number of records that this watcher never fetched, between
 *	the one it saw last and this one; with a filter only those that pass it
 * @record_size: out: bytes of the record, also with EMSGSIZE
 * @state: out: PROCLOOK_SNAPSHOT_*
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

/* The conditions of a filter beside its types, proclook_filter.flags */
#define PROCLOOK_FILTER_UID	(1U << 0)
#define PROCLOOK_FILTER_COMM	(1U << 1)

/* Every type, those of later modules too */
#define PROCLOOK_FILTER_ALL_TYPES	(~0ULL)

/**
 * struct proclook_filter - argument of %PROCLOOK_IOC_FILTER
 * @types: bit 1 << type for each &enum proclook_type that passes; not 0
 * @flags: PROCLOOK_FILTER_*: which of the following conditions hold, all at once
 * @uid: %PROCLOOK_FILTER_UID: only records with this proclook_record.uid; else 0
 * @comm: %PROCLOOK_FILTER_COMM: only records whose comm begins with these bytes; else 0.
 *	NUL-padded; from 1 to 15 bytes
 * @reserved: 0
 */
struct proclook_filter {
	__aligned_u64	types;
	__u32		flags;
	__u32		uid;
	char		comm[PROCLOOK_COMM_LEN];
	__aligned_u64	reserved[2];
};

/* All processes were listed */
#define PROCLOOK_LIST_END	(1U << 0)

/**
 * struct proclook_list - argument of %PROCLOOK_IOC_LIST, and the place where to go on
 * @buf: in: address of the buffer for records
 * @buf_size: in: its bytes; %PROCLOOK_RECORD_MAX is always enough for one record
 * @flags: in: 0
 * @seq: in, out: where @next_pid is 0, receives the sequence number of the newest record;
 *	then stays as it is
 * @generation: out: as in &struct proclook_snapshot
 * @next_pid: in, out: 0 for the beginning, then what the last call left there
 * @used: out: bytes of the records in the buffer
 * @state: out: %PROCLOOK_LIST_END or 0
 * @record_size: out: with EMSGSIZE, bytes of the record that did not fit; otherwise 0
 * @reserved: in: 0
 */
struct proclook_list {
	__aligned_u64	buf;
	__u32		buf_size;
	__u32		flags;
	__aligned_u64	seq;
	__aligned_u64	generation;
	__u32		next_pid;
	__u32		used;
	__u32		state;
	__u32		record_size;
	__aligned_u64	reserved[2];
};

/* proclook_map.version: the layout and the protocol below */
#define PROCLOOK_MAP_VERSION	1

/* proclook_map.newest before the first record */
#define PROCLOOK_MAP_EMPTY	(~0ULL)

/* A "record" of this type has size and type only, fills the end of the ring, and is no record */
#define PROCLOOK_MAP_FILLER	0

/**
 * struct proclook_map - the beginning of what mmap(2) of the node gives
 * @version: %PROCLOOK_MAP_VERSION
 * @data_offset: where the ring begins, in bytes from here
 * @data_size: bytes of the ring, a power of two
 * @generation: as in &struct proclook_snapshot
 * @head: position behind the newest record
 * @tail: position of the oldest record
 * @newest: position of the newest record, or %PROCLOOK_MAP_EMPTY
 *
 * The rest of the mapping is the history: a ring that the module writes while others
 * read.  Positions count bytes since the beginning of time; the record at a position
 * lies in one piece, aligned to 8 bytes, at @data_offset + position % @data_size.
 *
 * The module moves @tail past what it will overwrite, then writes the record, then
 * moves @head, then @newest.  So, to read:
 *
 *  1. Load @head (or @newest) with acquire semantics.  There is a record at a position
 *     below @head and not below @tail.
 *  2. Copy the record's size and type.
 *  3. After a read barrier load @tail.  If it is beyond the position, what was copied
 *     means nothing: start again at @tail.
 *  4. Where the type is %PROCLOOK_MAP_FILLER go on at position + size.
 *  5. Copy the record, and do 3 once more.
 *
 * The three positions never fall, and each is stored in one piece of 64 bits.  A 32-bit
 * program that cannot load it in one piece loads the upper half, the lower half and the
 * upper half again, in this order, until both upper halves are equal.
 */
struct proclook_map {
	__u32		version;
	__u32		data_offset;
	__aligned_u64	data_size;
	__aligned_u64	generation;
	__aligned_u64	head;
	__aligned_u64	tail;
	__aligned_u64	newest;
};

/*
 * The node and its errors
 *
 * open(2) for reading makes a watcher, which has seen and read everything up to then.
 * EACCES: the node's mode, or not for reading; EPERM: the caller is not in the initial pid
 * namespace (a descriptor that is passed in works); EOPNOTSUPP: this kernel cannot tell
 * of such events, or not now; EUSERS: the caller is let in for its own processes only, and
 * has too many such watchers; ENODEV, ENXIO: it is going away; ENOMEM.
 *
 * Scope: a watcher sees the events of all users if the caller owns the node, is in its
 * group, or has CAP_SYS_PTRACE.  If only the mode for others lets the caller in, it sees
 * events with its own real user id, as if by a filter that it cannot remove.
 *
 * Two ledgers, neither of which moves the other: "seen" is moved by the ioctl SNAPSHOT,
 * "read" by read(2) and lseek(2).
 *
 * poll(2): POLLPRI means that there is a record newer than the last one fetched by
 * SNAPSHOT; POLLIN that read(2) would give something; POLLHUP and POLLERR that the named event
 * is gone.  Then ioctl and read give ENODEV, and so does reading the attribute "signal",
 * whose pollers are woken too.
 *
 * read(2) gives the next records of the history in order, whole ones, as many as fit.  If
 * the history has overwritten some that this watcher has not read, a record of
 * %PROCLOOK_LOST comes first, with their exact number.  Waits for one record, unless
 * O_NONBLOCK is set.
 *
 * EAGAIN	there is none, and O_NONBLOCK is set
 * EFAULT	the buffer is not the caller's memory
 * EINTR	a signal came, one without SA_RESTART
 * EINVAL	the next record does not fit into the buffer; nothing is consumed.  A buffer of
 *		%PROCLOOK_RECORD_MAX is always enough
 * ENODEV	the named event is gone
 *
 * lseek(2) moves what read(2) gives next, and returns its sequence number.  SEEK_SET: to
 * that sequence number, what is overwritten counts as lost; 0 is the oldest record that the
 * history has.  SEEK_END with 0: to the record that comes next.
 *
 * EINVAL	another whence or offset; a number beyond the record that comes next
 * ENODATA	there is a filter, and the history has overwritten the number: nobody
 *		knows how many records that pass were lost
 * ENODEV	the named event is gone
 *
 * mmap(2), read-only and shared, gives the history to be read without a system call, see
 * &struct proclook_map.  It has the records of everybody, whatever the filter.
 *
 * EACCES	the watcher's scope is the caller's own processes; or the file is open for
 *		writing too
 * EINVAL	the mapping is not shared, does not begin at 0, or is larger than the ring and
 *		what comes before it; map one page first to know its size
 * ENODEV	the named event is gone
 * ENOMEM
 */
#define PROCLOOK_IOC_MAGIC	0xbc

/*
 * PROCLOOK_IOC_SNAPSHOT - fetch the newest record; never waits for one
 *
 * Marks it as seen by this open file: poll(2) on the node says POLLPRI as soon
 * as there is a newer one.  Nothing is consumed when an error is returned, but for
 * EOVERFLOW; the buffer may have been written to.
 *
 * EFAULT	the argument or the buffer is not the caller's memory
 * EINTR	a signal came, one without SA_RESTART, while another thread used the same
 *		open file
 * EINVAL	flags or reserved is not 0
 * EMSGSIZE	the buffer is too small; record_size says what it takes
 * ENODATA	there was no event yet, or none that passes the filter
 * ENODEV	the named event is gone
 * EOVERFLOW	the newest record that passes the filter has been overwritten by others; it
 *		counts as seen, and in missed if it was not fetched before
 */
#define PROCLOOK_IOC_SNAPSHOT	_IOWR(PROCLOOK_IOC_MAGIC, 1, struct proclook_snapshot)

/*
 * PROCLOOK_IOC_FILTER - let only some records count for this open file
 *
 * From then on the watcher is neither woken by other records nor given any, and has
 * seen and read everything up to now.  Replaces the filter that was there; that of the
 * watcher's scope stays.
 *
 * EBUSY	somebody polls or reads this open file already, and it has no filter: set the
 *		first one before that
 * EFAULT	the argument is not the caller's memory
 * EINTR	as above
 * EINVAL	no type; unknown flags; a condition without its flag; a comm that is empty or
 *		not terminated; reserved is not 0
 * ENODEV	the named event is gone
 * ENOMEM
 * EPERM	the uid is another one than the watcher's scope
 * EUSERS	the caller has too many watchers with a filter; root may have any number
 */
#define PROCLOOK_IOC_FILTER	_IOW(PROCLOOK_IOC_MAGIC, 2, struct proclook_filter)

/*
 * PROCLOOK_IOC_LIST - list the processes there are; never waits for an event
 *
 * Fills the buffer with records of type %PROCLOOK_EXISTING, in the order of their ids,
 * as many as fit.  Call it again with the same argument until %PROCLOOK_LIST_END.
 * Processes that do not pass the filter's uid and comm are left out.
 *
 * Every process that exists throughout is listed, and none whose exit has been published.
 * Who lists on the named event "process", then applies the events after proclook_list.seq,
 * ignores the exits of processes that it does not know, and takes (pid, start_ns) for the
 * identity, has the true table at every moment.  If the history has overwritten
 * events after that number, start again.
 *
 * EFAULT	the argument or the buffer is not the caller's memory
 * EINTR	as above, or a fatal signal
 * EINVAL	flags or reserved is not 0
 * EMSGSIZE	the buffer is too small for the next record; record_size says what it takes
 * ENODEV	the named event is gone
 * ENOMEM
 */
#define PROCLOOK_IOC_LIST	_IOWR(PROCLOOK_IOC_MAGIC, 3, struct proclook_list)

#endif /* _UAPI_LINUX_PROCLOOK_H */
