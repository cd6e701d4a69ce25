// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "life.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "expect.h"
#include "stage.h"

static pid_t start_agent(struct life *life, const struct plan *plan)
{
	pid_t agent = fork();

	must(agent >= 0);
	if (!agent)
		agent_main(plan);
	receive(stage.report, &life->agent, sizeof(life->agent));
	stage_calm();

	return agent;
}

static void end_agent(pid_t agent)
{
	send_order(stage.agent, ORDER_GO, 0);
	must(waitpid(agent, NULL, 0) == agent);
	stage_calm();
}

static bool live_fork(struct life *life)
{
	life->times[0] = now_ns();
	send_order(stage.agent, ORDER_GO, 0);
	receive(stage.report, &life->born, sizeof(life->born));
	life->parent_ticks[0] = start_ticks(life->born.ppid ?: life->agent.pid);

	return stage_take(&life->fork);
}

static bool live_exec(struct life *life, const struct plan *plan)
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
static bool live_exit(struct life *life, const struct plan *plan)
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

static bool live_once(struct life *life, const struct plan *plan)
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

void amend_ids(struct life *life)
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

static size_t join_args(const struct plan *plan, char *to, size_t size)
{
	size_t len = 0;
	size_t i;

	if (plan->args) {
		must(plan->args_len <= size);
		memcpy(to, plan->args, plan->args_len);
		return plan->args_len;
	}
	for (i = 0; plan->argv[i]; i++) {
		size_t more = strlen(plan->argv[i]) + 1;

		must(len + more <= size);
		memcpy(to + len, plan->argv[i], more);
		len += more;
	}

	return len;
}

static void check_exec(const struct life *life, const struct plan *plan)
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
	is(life->exec.record.start_ns, life->fork.record.start_ns,
	   "%s: after exec it is the same process", plan->name);
}

static void check_fork(const struct life *life, const struct plan *plan)
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

static void check_exit(const struct life *life, const struct plan *plan)
{
	const struct expected exit = {
		.type = PROCLOOK_EXIT, .self = &life->dies, .tid = life->dies.pid,
		.parent_ticks = life->parent_ticks[1], .status = life->result.status,
		.from = life->times[2], .to = life->times[3],
	};

	check_record(plan->name, "exit", &life->exit, &exit);
	is(life->exit.record.start_ns, life->fork.record.start_ns,
	   "%s: at the exit it is the same process", plan->name);
	ok(life->result.signal >= (__s64)life->exit.record.seq,
	   "%s: its exit was signalled before waitpid() returned", plan->name);
}

bool test_life(const struct plan *plan, struct life *life)
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
