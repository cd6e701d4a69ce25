// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What fork records say, whatever the way in which the process was made
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hugepages.h"
#include "life.h"
#include "stage.h"

#define NOBODY_UID	1001
#define NOBODY_GID	1002

#define LEAVE	.end = { ORDER_EXIT, 0 }

static const char *const argv[] = { "subject", "one", "two", NULL };

/* In a user namespace without a mapping it does not know who it is */
static void amend_user(struct life *life)
{
	struct self *selves[] = { &life->born, &life->dies };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(selves); i++) {
		must(selves[i]->uid != life->agent.uid);
		selves[i]->uid = life->agent.uid;
		selves[i]->gid = life->agent.gid;
	}
}

/* Real ids that differ from each other, and from the effective ones */
static void become_nobody(void)
{
	must(!setresgid(NOBODY_GID, NOBODY_UID, -1));
	must(!setresuid(NOBODY_UID, NOBODY_GID, -1));
}

static void become_hostile(void)
{
	prctl(PR_SET_NAME, "\n\x1b[31m\xff) S 0 (");
}

static const struct plan plans[] = {
	{ .name = "fork", LEAVE },
	{ .name = "fork and exec", .path = SUBJECT, .argv = argv, LEAVE },
	{ .name = "vfork", .clone_flags = CLONE_VM | CLONE_VFORK, .path = SUBJECT,
	  .argv = argv, LEAVE },
	{ .name = "vfork without exec", .clone_flags = CLONE_VM | CLONE_VFORK,
	  LEAVE },
	{ .name = "CLONE_PARENT", .clone_flags = CLONE_PARENT, .path = SUBJECT,
	  .argv = argv, LEAVE },
	{ .name = "a pid namespace", .clone_flags = CLONE_NEWPID, .amend = amend_ids,
	  .path = SUBJECT, .argv = argv, LEAVE },
	{ .name = "a user namespace", .clone_flags = CLONE_NEWUSER,
	  .become = become_nobody, .amend = amend_user, LEAVE },
	{ .name = "another user", .become = become_nobody, .path = SUBJECT,
	  .argv = argv, LEAVE },
	{ .name = "a parent with threads", .by_thread = true, LEAVE },
	{ .name = "a hostile name", .become = become_hostile, LEAVE },
};

static void *thread_main(void *arg)
{
	return arg;
}

/* The calm before and after would show any event */
static void test_thread(void)
{
	struct census before, after;
	pthread_t thread;
	int i;

	census_take(&before, stage.signal);
	for (i = 0; i < 100; i++) {
		errno = pthread_create(&thread, NULL, thread_main, NULL);
		must(!errno && !pthread_join(thread, NULL));
	}
	census_take(&after, stage.signal);
	is(after.seq - before.seq, census_others(&before, &after, 100),
	   "a thread is no process: 100 of them make no event");
	stage_calm();
}

static bool is_khugepaged(struct snap *snap, int type)
{
	return snap->record.type == type &&
	       snap->record.flags == PROCLOOK_F_KERNEL_THREAD;
}

/* Switching huge pages off and on ends and starts a kernel thread */
static void test_kernel_thread(void)
{
	static struct snap ends, starts;
	char before[64];
	int attempt;

	hugepages_now(before, sizeof(before));

	for (attempt = 0; attempt < ATTEMPTS; attempt++) {
		hugepages_set("always");
		stage_calm();
		hugepages_set("never");
		if (!stage_take(&ends))
			continue;
		stage_calm();
		hugepages_set("always");
		if (stage_take(&starts))
			break;
	}
	hugepages_set(before);
	ok(attempt < ATTEMPTS, "a kernel thread: each of its events comes alone");
	ok(is_khugepaged(&ends, PROCLOOK_EXIT), "a kernel thread: its exit has the flag");
	ok(!memcmp(ends.record.comm, "khugepaged\0\0\0\0\0", PROCLOOK_COMM_LEN),
	   "a kernel thread: it has its name");
	ok(is_khugepaged(&starts, PROCLOOK_FORK),
	   "a kernel thread: its fork has the flag");
	is(starts.record.ppid, 2, "a kernel thread: its parent is kthreadd");
	is(starts.record.parent_start_ns / TICK_NS, start_ticks(2),
	   "a kernel thread: and was started when that was");
	ok(starts.record.pid > 2 && starts.record.tid == starts.record.pid,
	   "a kernel thread: it has its id");
}

static pid_t child_of_pid(int pid, struct snap *fork_snap, struct snap *exit_snap,
			  bool *alone)
{
	char last[16];
	pid_t child;

	stage_calm();
	snprintf(last, sizeof(last), "%d", pid - 1);
	if (pid)
		write_line("/proc/sys/kernel/ns_last_pid", last);
	child = fork();
	must(child >= 0);
	if (!child) {
		obey();
		_exit(0);
	}
	*alone &= stage_take(fork_snap);
	send_order(stage.order, ORDER_GO, 0);
	must(waitpid(child, NULL, 0) == child);
	*alone &= stage_take(exit_snap);

	return child;
}

static void test_pid_reuse(void)
{
	static struct snap forks[2], exits[2];
	bool alone = false;
	int attempt, pid;

	for (attempt = 0; attempt < ATTEMPTS && !alone; attempt++) {
		alone = true;
		pid = child_of_pid(0, &forks[0], &exits[0], &alone);
		alone &= child_of_pid(pid, &forks[1], &exits[1], &alone) == pid;
	}
	ok(alone, "a pid used again: each of its events comes alone");
	ok(forks[0].record.pid == forks[1].record.pid, "a pid used again: it is the same");
	ok(forks[0].record.start_ns < forks[1].record.start_ns,
	   "a pid used again: it was started later");
	ok(exits[0].record.type == PROCLOOK_EXIT && exits[1].record.type == PROCLOOK_EXIT,
	   "a pid used again: each life has its own end");
	ok(exits[0].record.pid == exits[1].record.pid &&
	   exits[0].record.start_ns == forks[0].record.start_ns &&
	   exits[1].record.start_ns == forks[1].record.start_ns,
	   "a pid used again: each end is that of its life");
}

int main(void)
{
	static struct life life;
	size_t i;

	suite_begin("fork", 180);
	load("proclook", NULL);
	settle();
	stage_open();

	for (i = 0; i < ARRAY_SIZE(plans); i++)
		test_life(&plans[i], &life);
	test_thread();
	test_kernel_thread();
	test_pid_reuse();

	stage_close();
	unload("proclook");

	return done_testing();
}
