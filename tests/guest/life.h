/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A life from fork to exit, one event at a time, and the log of who lived it
 *
 * The suite is the watcher.  It starts an agent, which starts the subject: so the
 * subject has a parent of its own, and what waitpid() does in the agent can be held
 * against the exit record.
 */
#ifndef TESTS_GUEST_LIFE_H
#define TESTS_GUEST_LIFE_H

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <unistd.h>

#include "expect.h"
#include "order.h"

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

/**
 * struct life - one life, as seen by both sides
 * @fork: a record
 * @exec: another
 * @exit: another
 * @agent: a log
 * @born: that of the subject before exec
 * @thread: that of its thread that calls exec
 * @runs: that of the subject after exec
 * @dies: that of the subject just before its end
 * @parent_ticks: when its parent was started; at its fork, at its end
 * @times: before its fork, its exec, its exit; after that
 * @result: what the agent has seen
 */
struct life {
	struct snap	fork, exec, exit;
	struct self	agent, born, thread, runs, dies;
	__u64		parent_ticks[2];
	__u64		times[4];
	struct result	result;
};

static inline void plain_exec(const struct plan *plan)
{
	static const char *const no_environment[] = { NULL };

	execve(plan->path, (char **)plan->argv, (char **)no_environment);
}

static inline int subject_main(void *arg)
{
	const struct plan *plan = arg;

	self_report();
	obey();
	if (plan->prepare)
		plan->prepare();
	if (plan->exec)
		plan->exec(plan);
	else
		plain_exec(plan);

	_exit(124);
}

static inline void *start_subject(void *arg)
{
	static char stack[1 << 16] __attribute__((__aligned__(16)));
	const struct plan *plan = arg;

	return (void *)(intptr_t)clone(subject_main, stack + sizeof(stack),
				       SIGCHLD | plan->clone_flags, arg);
}

static inline bool is_older_than_tick(void *arg)
{
	(void)arg;

	return now_ns() / TICK_NS > start_ticks(0) + 1;
}

static inline pid_t start_subject_by_thread(const struct plan *plan)
{
	pthread_t thread;
	void *pid;

	must(eventually(is_older_than_tick, NULL));
	errno = pthread_create(&thread, NULL, start_subject, (void *)plan);
	must(!errno && !pthread_join(thread, &pid));

	return (intptr_t)pid;
}

static inline void agent_main(const struct plan *plan)
{
	struct result result = { 0 };
	struct order order;

	if (plan->become)
		plan->become();
	self_report();
	must(read(AGENT_FD, &order, sizeof(order)) == sizeof(order));
	result.pid = plan->by_thread ? start_subject_by_thread(plan) :
				       (intptr_t)start_subject((void *)plan);
	must(result.pid > 0);
	if (!plan->orphan && !(plan->clone_flags & CLONE_PARENT)) {
		must(waitpid(result.pid, &result.status, 0) == result.pid);
		result.signal = signal_read(stage.signal);
	}
	must(write(RESULT_FD, &result, sizeof(result)) == sizeof(result));
	must(read(AGENT_FD, &order, sizeof(order)) == sizeof(order));
	_exit(0);
}

static inline pid_t start_agent(struct life *life, const struct plan *plan)
{
	pid_t agent = fork();

	must(agent >= 0);
	if (!agent)
		agent_main(plan);
	receive(stage.report, &life->agent, sizeof(life->agent));
	stage_calm();

	return agent;
}

static inline void end_agent(pid_t agent)
{
	send_order(stage.agent, ORDER_GO, 0);
	must(waitpid(agent, NULL, 0) == agent);
	stage_calm();
}

static inline bool live_fork(struct life *life)
{
	life->times[0] = now_ns();
	send_order(stage.agent, ORDER_GO, 0);
	receive(stage.report, &life->born, sizeof(life->born));
	life->parent_ticks[0] = start_ticks(life->born.ppid ?: life->agent.pid);

	return stage_take(&life->fork);
}

static inline bool live_exec(struct life *life, const struct plan *plan)
{
	life->times[1] = now_ns();
	if (!plan->path)
		return true;
	send_order(stage.order, ORDER_GO, 0);
	if (plan->thread) {
		receive(stage.report, &life->thread, sizeof(life->thread));
		send_order(stage.order, ORDER_GO, 0);
	}
	receive(stage.report, &life->runs, sizeof(life->runs));

	return stage_take(&life->exec);
}

/* Who waits for the subject: the agent; the suite, if it is the parent; or init */
static inline bool live_exit(struct life *life, const struct plan *plan)
{
	struct result *result = &life->result;
	bool alone;

	life->times[2] = now_ns();
	send_order(stage.order, plan->end.type, plan->end.value);
	if (plan->clone_flags & CLONE_PARENT) {
		must(waitpid(result->pid, &result->status, 0) == result->pid);
		result->signal = signal_read(stage.signal);
	} else if (plan->orphan) {
		must(poll_for(stage.node, POLLPRI, PATIENCE_MS) == POLLPRI);
		result->status = plan->end.value << 8;
		result->signal = signal_read(stage.signal);
	} else {
		receive(stage.result, result, sizeof(*result));
	}
	alone = stage_take(&life->exit);
	life->times[3] = now_ns();

	return alone;
}

static inline bool live_once(struct life *life, const struct plan *plan)
{
	pid_t agent = start_agent(life, plan);
	bool alone = live_fork(life) && live_exec(life, plan);

	if (plan->orphan || plan->clone_flags & CLONE_PARENT)
		receive(stage.result, &life->result, sizeof(life->result));
	if (plan->orphan)
		end_agent(agent);
	send_order(stage.order, ORDER_REPORT, 0);
	receive(stage.report, &life->dies, sizeof(life->dies));
	life->parent_ticks[1] = start_ticks(life->dies.ppid ?: life->agent.pid);
	alone &= live_exit(life, plan);
	if (plan->orphan)
		waitpid(life->result.pid, NULL, 0);
	else
		end_agent(agent);
	if (alone && plan->amend)
		plan->amend(life);

	return alone;
}

/* For plans with CLONE_NEWPID: there the subject knows but its own ids */
static inline void amend_ids(struct life *life)
{
	struct self *selves[] = { &life->born, &life->runs, &life->dies };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(selves); i++) {
		must(selves[i]->pid == 1 && selves[i]->ppid == 0);
		selves[i]->pid = life->result.pid;
		selves[i]->tid = life->result.pid;
		selves[i]->ppid = life->agent.pid;
	}
}

static inline size_t join_args(const struct plan *plan, char *to, size_t size)
{
	size_t len = 0;
	size_t i;

	if (plan->args) {
		must(plan->args_len <= size);
		memcpy(to, plan->args, plan->args_len);
		return plan->args_len;
	}
	for (i = 0; plan->argv[i]; i++) {
		must(len + strlen(plan->argv[i]) < size);
		strcpy(to + len, plan->argv[i]);
		len += strlen(plan->argv[i]) + 1;
	}

	return len;
}

static inline void check_exec(const struct life *life, const struct plan *plan)
{
	static char args[1 << 18];
	struct expected exec = {
		.type = PROCLOOK_EXEC, .self = &life->runs, .args = args,
		.parent_ticks = life->parent_ticks[0], .path = life->runs.exe,
		.from = life->times[1], .to = life->times[2],
		.tid = plan->thread ? life->thread.tid : life->runs.tid,
		.flags = stage.exec_flags, .args_len = join_args(plan, args, sizeof(args)),
	};

	if (exec.args_len > PROCLOOK_STRING_MAX &&
	    !(stage.exec_flags & PROCLOOK_F_ARGS_OFF))
		exec.flags |= PROCLOOK_F_ARGS_CUT;
	if (life->runs.exe_error == ENAMETOOLONG) {
		exec.flags |= PROCLOOK_F_PATH_AS_CALLED;
		exec.path = plan->path;
	}
	check_record(plan->name, "exec", &life->exec, &exec);
	is_number(life->exec.record.start_ns, life->fork.record.start_ns,
		  "%s: after exec it is the same process", plan->name);
}

static inline void check_fork(const struct life *life, const struct plan *plan)
{
	const struct expected fork = {
		.type = PROCLOOK_FORK, .self = &life->born, .tid = life->born.pid,
		.parent_ticks = life->parent_ticks[0],
		.from = life->times[0], .to = life->times[1],
	};

	check_record(plan->name, "fork", &life->fork, &fork);
	ok(life->fork.record.start_ns >= life->times[0],
	   "%s: it was started at the fork", plan->name);
}

static inline void check_exit(const struct life *life, const struct plan *plan)
{
	const struct expected exit = {
		.type = PROCLOOK_EXIT, .self = &life->dies, .tid = life->dies.pid,
		.parent_ticks = life->parent_ticks[1], .status = life->result.status,
		.from = life->times[2], .to = life->times[3],
	};

	check_record(plan->name, "exit", &life->exit, &exit);
	is_number(life->exit.record.start_ns, life->fork.record.start_ns,
		  "%s: at the exit it is the same process", plan->name);
	ok(life->result.signal >= (__s64)life->exit.record.seq,
	   "%s: its exit was signalled before waitpid() returned", plan->name);
}

/* false if it could not be watched alone */
static inline bool test_life(const struct plan *plan, struct life *life)
{
	int attempt = 0;

	while (!live_once(life, plan) && ++attempt < ATTEMPTS)
		;
	if (!ok(attempt < ATTEMPTS, "%s: each of its events comes alone", plan->name))
		return false;
	check_fork(life, plan);
	if (plan->path)
		check_exec(life, plan);
	check_exit(life, plan);

	return true;
}

#endif /* TESTS_GUEST_LIFE_H */
