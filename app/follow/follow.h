/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_FOLLOW_H
#define PROCLOOK_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proclook.h>

/*
 * The processes there are, kept true by what happens to them.  For a program that is there
 * as long as a session: the device may come, go and come again.
 */
struct follow;

/**
 * struct program - what a process runs; one that was forked runs that of its parent
 * @users: processes that have it
 * @path: "" where nobody knows
 * @args: as proclook_event_get_args() gives them: each with its NUL, and one more
 * @args_len: their bytes, without that one
 */
struct program {
	size_t users;
	char *path;
	char *args;
	size_t args_len;
};

/**
 * struct process - one process, as its newest event has it
 * @pid: its id, which others may have had before
 * @start_ns: when it was started; both together are its identity
 * @ppid: its parent
 * @parent_start_ns: when that was started
 * @uid: its real user
 * @flags: PROCLOOK_F_*
 * @comm: its short name; text that it has chosen, as is @program: escape it
 * @program: never NULL
 * @end_ns: when it ended; 0 while it runs, and where nobody saw its end
 * @exit_status: as waitpid(2) gives it, where @end_ns is not 0
 * @user: for who follows; NULL at first
 *
 * All times are CLOCK_BOOTTIME.
 */
struct process {
	int32_t pid;
	int32_t ppid;
	uint64_t start_ns;
	uint64_t parent_start_ns;
	uint32_t uid;
	uint32_t flags;
	char comm[PROCLOOK_COMM_LEN];
	struct program *program;
	uint64_t end_ns;
	int32_t exit_status;
	void *user;
};

/**
 * enum change_type - what is new
 * @CHANGE_OPENED: it follows from now on; all processes there are come next
 * @CHANGE_CLOSED: it cannot follow, see change.error, and waits for a device; before the
 *	first CHANGE_OPENED, or after it.  All processes are forgotten without a further word
 * @CHANGE_FOUND: a process that was there before; its arguments are those that /proc has
 * @CHANGE_READY: those were all of them
 * @CHANGE_FORKED: a process is new
 * @CHANGE_EXECED: a process has replaced its program; perhaps one that was not known
 * @CHANGE_ENDED: a process has ended; its end is known
 * @CHANGE_VANISHED: a process has ended, but nobody saw how
 * @CHANGE_LOST: change.lost events were not seen.  What can be known of them without their
 *	records follows as CHANGE_FOUND and CHANGE_VANISHED
 */
enum change_type {
	CHANGE_OPENED,
	CHANGE_CLOSED,
	CHANGE_FOUND,
	CHANGE_READY,
	CHANGE_FORKED,
	CHANGE_EXECED,
	CHANGE_ENDED,
	CHANGE_VANISHED,
	CHANGE_LOST,
};

/**
 * struct change - one thing that is new
 * @type: what it is
 * @process: which process; NULL where it is about none.  Belongs to struct follow: it is there
 *	until the call after its CHANGE_ENDED or CHANGE_VANISHED, and not in CHANGE_CLOSED
 * @time_ns: when, CLOCK_BOOTTIME; 0 where nobody knows
 * @lost: CHANGE_LOST: how many events
 * @error: CHANGE_CLOSED: errno as of proclook_watch_open(), or ENODEV where the device went
 *	away
 * @shows_all: CHANGE_OPENED: it sees the processes of all users
 */
struct change {
	enum change_type type;
	struct process *process;
	uint64_t time_ns;
	uint64_t lost;
	int error;
	bool shows_all;
};

/*
 * With @own only processes of the user who runs this, also where more may be seen.
 * Return: NULL with errno: ENOMEM, EMFILE, ENFILE
 */
struct follow *follow_new(bool own);
void follow_free(struct follow *follow);

/* The descriptor to poll for POLLIN once follow_next() has given 0; the same for good */
int follow_get_fd(const struct follow *follow);

/*
 * Never waits.  Return: 1 with @change; 0 if there is nothing new; -1 with errno where it
 * cannot go on: ENOMEM, or EPROTO the module's answers make no sense
 */
int follow_next(struct follow *follow, struct change *change);

/* Tries again at once to open the device, where it is closed */
void follow_retry(struct follow *follow);

/* NULL where no such process is known */
struct process *follow_find(struct follow *follow, int32_t pid, uint64_t start_ns);

/* Each process that is known, in no order; begin with NULL.  Good until the next follow_next() */
struct process *follow_each(struct follow *follow, const struct process *previous);

#endif /* PROCLOOK_FOLLOW_H */
