// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "agent.h"

#include <errno.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stage.h"

void plain_exec(const struct plan *plan)
{
	static const char *const no_environment[] = { NULL };

	execve(plan->path, (char **)plan->argv, (char **)no_environment);
}

static int subject_main(void *arg)
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

static void *start_subject(void *arg)
{
	static char stack[1 << 16] __aligned(16);
	const struct plan *plan = arg;

	return (void *)(intptr_t)clone(subject_main, stack + sizeof(stack),
				       SIGCHLD | plan->clone_flags, arg);
}

static bool is_older_than_tick(void *arg)
{
	(void)arg;

	return now_ns() / TICK_NS > start_ticks(0) + 1;
}

static pid_t start_subject_by_thread(const struct plan *plan)
{
	pthread_t thread;
	void *pid;

	must(eventually(is_older_than_tick, NULL));
	errno = pthread_create(&thread, NULL, start_subject, (void *)plan);
	must(!errno && !pthread_join(thread, &pid));

	return (intptr_t)pid;
}

void agent_main(const struct plan *plan)
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
