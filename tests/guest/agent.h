/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The agent: starts a subject as planned, waits for it, and says what it has seen
 *
 * So the subject has a parent of its own, and what waitpid() does there can be held
 * against the exit record.
 */
#ifndef TESTS_GUEST_AGENT_H
#define TESTS_GUEST_AGENT_H

#include "order.h"
#include "self.h"

struct life;

/**
 * struct plan - how a subject is to live
 * @name: for the tests' names
 * @clone_flags: more than SIGCHLD
 * @orphan: the agent ends before the subject
 * @by_thread: a thread of the agent starts it, one younger than the agent
 * @become: what the agent does to itself first
 * @path: what to exec; NULL for no exec at all
 * @argv: its arguments
 * @args: the bytes of the arguments, if they are not just those of @argv
 * @args_len: how many
 * @exe: the path it must have, lest all be about something else; NULL for any
 * @prepare: what the subject does to itself before exec
 * @exec: how to exec, if not just by execve()
 * @thread: @exec is done by another thread, which reports, too
 * @end: the last order
 * @amend: corrects the log, where the subject cannot know better
 */
struct plan {
	const char	*name;
	int		clone_flags;
	bool		orphan;
	bool		by_thread;
	void		(*become)(void);
	const char	*path;
	const char	*const *argv;
	const char	*args;
	size_t		args_len;
	const char	*exe;
	void		(*prepare)(void);
	void		(*exec)(const struct plan *plan);
	bool		thread;
	struct order	end;
	void		(*amend)(struct life *life);
};

/**
 * struct result - what the agent has seen
 * @pid: what clone() said
 * @status: what waitpid() said
 * @signal: the attribute "signal" right after waitpid()
 */
struct result {
	int	pid;
	int	status;
	__s64	signal;
};

/* In a process of its own: the agent's life, from its report to its end */
__noreturn void agent_main(const struct plan *plan);
/* For a plan's @exec that has made all ready */
void plain_exec(const struct plan *plan);

#endif /* TESTS_GUEST_AGENT_H */
