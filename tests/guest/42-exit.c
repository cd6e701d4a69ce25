// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What exit records say: the status as waitpid() has it, and the parent at the end
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "life.h"
#include "stage.h"

#define CORE_PATTERN	"/proc/sys/kernel/core_pattern"
#define CORE		"/tmp/core-of-subject"

static struct life life;
static const char *const argv[] = { "subject", NULL };

static void allow_core(void)
{
	const struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };

	must(!setrlimit(RLIMIT_CORE, &limit));
}

static void forbid_core(void)
{
	const struct rlimit limit = { 0, 0 };

	must(!setrlimit(RLIMIT_CORE, &limit));
}

static void become_user(void)
{
	must(!setresgid(1002, 1002, 1002) && !setresuid(1001, 1001, 1001));
}

/* After the fork, before the exec: the fork record has the old ids */
static const struct plan plans[] = {
	{ .name = "exit 0", .end = { ORDER_EXIT, 0 } },
	{ .name = "exit 1", .end = { ORDER_EXIT, 1 } },
	{ .name = "exit 255", .end = { ORDER_EXIT, 255 } },
	{ .name = "exit 256", .end = { ORDER_EXIT, 256 } },
	{ .name = "SIGTERM", .end = { ORDER_KILL, SIGTERM } },
	{ .name = "SIGKILL", .end = { ORDER_KILL, SIGKILL } },
	{ .name = "a real-time signal", .end = { ORDER_KILL, 64 } },
	{ .name = "a crash without core", .become = forbid_core,
	  .end = { ORDER_CRASH, 0 } },
	{ .name = "a crash with core", .become = allow_core,
	  .end = { ORDER_CRASH, 0 } },
	{ .name = "an abort with core", .become = allow_core, .path = SUBJECT,
	  .argv = argv, .end = { ORDER_KILL, SIGABRT } },
	{ .name = "a change of user", .path = SUBJECT, .argv = argv,
	  .prepare = become_user, .end = { ORDER_EXIT, 3 } },
	{ .name = "an orphan", .orphan = true, .end = { ORDER_EXIT, 7 } },
	{ .name = "an orphan after exec", .orphan = true, .path = SUBJECT,
	  .argv = argv, .end = { ORDER_EXIT, 8 } },
	{ .name = "the init of a namespace", .clone_flags = CLONE_NEWPID, .path = SUBJECT,
	  .argv = argv, .amend = amend_ids, .end = { ORDER_EXIT, 9 } },
	{ .name = "a restart of a namespace", .clone_flags = CLONE_NEWPID, .path = SUBJECT,
	  .argv = argv, .amend = amend_ids, .end = { ORDER_REBOOT, RB_AUTOBOOT } },
	{ .name = "a halt of a namespace", .clone_flags = CLONE_NEWPID, .path = SUBJECT,
	  .argv = argv, .amend = amend_ids, .end = { ORDER_REBOOT, RB_HALT_SYSTEM } },
};

/* The status that each must have had, lest the log be of something else */
static void test_plans(void)
{
	static const int statuses[] = {
		0, 1 << 8, 255 << 8, 0, SIGTERM, SIGKILL, 64, SIGILL,
		SIGILL | WCOREFLAG, SIGABRT | WCOREFLAG, 3 << 8, 7 << 8, 8 << 8,
		9 << 8, SIGHUP, SIGINT,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(plans); i++) {
		if (!test_life(&plans[i], &life))
			continue;
		is(life.exit.record.exit_status, statuses[i],
		   "%s: the status is what it was meant to be", plans[i].name);
		if (plans[i].orphan)
			is(life.exit.record.ppid, 1,
			   "%s: its parent at the end is init", plans[i].name);
	}
}

static void test_subreaper(void)
{
	static const struct plan plan = {
		.name = "an orphan with a subreaper", .orphan = true,
		.end = { ORDER_EXIT, 9 },
	};

	must(!prctl(PR_SET_CHILD_SUBREAPER, 1));
	if (test_life(&plan, &life)) {
		is(life.exit.record.ppid, getpid(),
		   "%s: its parent at the end is the subreaper", plan.name);
		ok(life.fork.record.ppid != life.exit.record.ppid,
		   "%s: at the fork it was another", plan.name);
	}
	must(!prctl(PR_SET_CHILD_SUBREAPER, 0));
}

int main(void)
{
	char pattern[128];

	suite_begin("exit", 180);
	must(read_line(CORE_PATTERN, pattern, sizeof(pattern)));
	write_line(CORE_PATTERN, CORE);
	load("proclook", NULL);
	settle();
	stage_open();

	test_plans();
	test_subreaper();

	stage_close();
	unload("proclook");
	write_line(CORE_PATTERN, pattern);
	must(!unlink(CORE));

	return done_testing();
}
