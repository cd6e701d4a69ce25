// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table that app/follow keeps is that of /proc: at the beginning, after storms, after losses
 *
 * With what app/cli has, it cannot be one of the programs that share common.c.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <tap.h>
#include <time.h>
#include <unistd.h>

#include "follow.h"

#define PATIENCE_MS	30000
#define CHILDREN	300
/* Far more than the smallest history holds */
#define MANY		600
#define TICK_NS		10000000ULL

/**
 * struct child - what must be told of one
 * @pid: who it is
 * @known: it was seen when it started, or was found
 * @status: how it ended, as was told
 * @ended: how often its end was told
 * @vanished: how often it was told that its end was not seen
 */
static struct child {
	pid_t pid;
	int status;
	int known;
	int ended;
	int vanished;
} children[MANY];

static int child_count;
static struct follow *follow;
static unsigned long long lost;
static int opened, closed_error, ready;

static struct child *find_child(pid_t pid)
{
	int i;

	for (i = child_count - 1; i >= 0; i--)
		if (children[i].pid == pid)
			return &children[i];
	return NULL;
}

static void take_end(const struct change *change, struct child *child)
{
	if (change->type == CHANGE_VANISHED)
		child->vanished++;
	else
		child->ended++;
	child->status = change->process->exit_status;
}

static void take(const struct change *change)
{
	struct child *child = change->process ? find_child(change->process->pid) : NULL;

	if (child)
		child->known = true;
	switch (change->type) {
	case CHANGE_OPENED:
		opened++;
		break;
	case CHANGE_CLOSED:
		closed_error = change->error;
		break;
	case CHANGE_READY:
		ready++;
		break;
	case CHANGE_LOST:
		lost += change->lost;
		break;
	case CHANGE_ENDED:
	case CHANGE_VANISHED:
		if (child)
			take_end(change, child);
		break;
	default:
		break;
	}
}

static void drain(void)
{
	struct change change;
	int ret;

	while ((ret = follow_next(follow, &change)) > 0)
		take(&change);
	if (ret < 0)
		bail_out("follow_next: %s", strerror(errno));
}

/* Field 22 of /proc/PID/stat; the name before it may have any character */
static uint64_t start_ticks(int pid)
{
	char path[64], text[1024] = "", *field;
	FILE *file;
	int i;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	file = fopen(path, "re");
	if (!file)
		return 0;
	field = fgets(text, sizeof(text), file) ? strrchr(text, ')') : NULL;
	for (i = 0; field && i < 20; i++)
		field = strchr(field + 1, ' ');
	fclose(file);
	return field ? strtoull(field, NULL, 10) : 0;
}

static bool has(int pid)
{
	uint64_t ticks = start_ticks(pid);
	struct process *process = NULL;

	while ((process = follow_each(follow, process)))
		if (process->pid == pid && process->start_ns / TICK_NS == ticks)
			return true;
	return false;
}

/* How many processes are in one of the two alone */
static int differences(bool tell)
{
	struct process *process = NULL;
	int different = 0, in_proc = 0, in_table = 0;
	struct dirent *entry;
	DIR *proc = opendir("/proc");

	while (proc && (entry = readdir(proc))) {
		int pid = isdigit((unsigned char)*entry->d_name) ? atoi(entry->d_name) : 0;

		in_proc += pid > 0;
		if (!pid || has(pid))
			continue;
		different++;
		if (tell)
			diag("%d is in /proc alone", pid);
	}
	if (proc)
		closedir(proc);
	while ((process = follow_each(follow, process)))
		in_table++;
	if (tell)
		diag("%d in /proc, %d in the table", in_proc, in_table);
	return different + abs(in_table - in_proc);
}

/* Until all is quiet: others start and end, too */
static void is_true(const char *when)
{
	struct pollfd fd = { .fd = follow_get_fd(follow), .events = POLLIN };
	int tries = PATIENCE_MS / 100;

	do {
		drain();
		if (!differences(false))
			break;
		poll(&fd, 1, 100);
	} while (--tries);
	ok(!differences(true), "the table is true %s", when);
}

static void start_child(void)
{
	struct child *child = &children[child_count++];

	child->pid = fork();
	if (child->pid < 0)
		bail_out("fork: %s", strerror(errno));
	if (child->pid)
		return;
	if (child_count % 2)
		execl("/bin/true", "true", NULL);
	_exit(child_count % 100);
}

/* Until all are told.  A child that was forked before its number is known here was, too */
static void wait_for_children(void)
{
	int i;

	for (i = 0; i < child_count; i++)
		if (waitpid(children[i].pid, NULL, 0) < 0)
			bail_out("waitpid: %s", strerror(errno));
}

static void forget_children(void)
{
	memset(children, 0, sizeof(children));
	child_count = 0;
	lost = 0;
}

static void test_no_module(void)
{
	follow = follow_new(false);
	if (!follow)
		bail_out("follow_new: %s", strerror(errno));
	drain();
	is(closed_error, ENOENT, "there is no device");
}

static void load(const char *how)
{
	struct pollfd fd = { .fd = follow_get_fd(follow), .events = POLLIN };
	int tries = PATIENCE_MS / 100, before = opened;

	if (system(how))
		bail_out("%s failed", how);
	while (opened == before && tries-- && poll(&fd, 1, 100) >= 0)
		drain();
	is(opened, before + 1, "udev has told of the device");
}

static void test_storm(void)
{
	int i, wrong = 0;

	load("/bin/modprobe proclook");
	is(ready, 1, "what was there is known");
	is_true("at the beginning");
	for (i = 0; i < CHILDREN; i++)
		start_child();
	wait_for_children();
	drain();
	for (i = 0; i < CHILDREN; i++)
		wrong += children[i].ended != 1 || children[i].vanished ||
			 children[i].status != (i % 2 ? (i + 1) % 100 << 8 : 0);
	is(wrong, 0, "each of %d ends once, with its status", CHILDREN);
	is(lost, 0, "none is lost");
	is_true("after a storm");
	forget_children();
}

/* One that lives throughout, one that is known and dies in the gap, and the gap */
static void test_loss(void)
{
	int i, twice = 0, sleeper;

	sleeper = fork();
	if (!sleeper)
		for (;;)
			pause();
	start_child();
	waitid(P_PID, children[0].pid, NULL, WEXITED | WNOWAIT);
	drain();
	for (i = 1; i < MANY; i++)
		start_child();
	wait_for_children();
	drain();
	ok(lost, "%llu events are lost", lost);
	for (i = 0; i < MANY; i++)
		twice += children[i].ended + children[i].vanished > 1 ||
			 (children[i].known && !children[i].ended && !children[i].vanished);
	is(twice, 0, "no end is told twice, and whoever was known has one");
	is_true("after a loss");
	ok(has(sleeper), "who lives on is in it");
	kill(sleeper, SIGKILL);
	waitpid(sleeper, NULL, 0);
	is_true("after its end");
	forget_children();
}

/* Known while it lived, it ends in the gap: nobody saw how */
static void test_unseen_end(void)
{
	int i, known = fork();

	if (!known)
		for (;;)
			pause();
	drain();
	ok(has(known), "a process is known");
	children[child_count++].pid = known;
	kill(known, SIGKILL);
	waitpid(known, NULL, 0);
	for (i = 1; i < MANY; i++)
		start_child();
	for (i = 1; i < MANY; i++)
		waitpid(children[i].pid, NULL, 0);
	drain();
	ok(lost, "its end is lost among %llu events", lost);
	is(children[0].vanished, 1, "it is told that it has ended");
	is_true("then");
	forget_children();
}

static void restart(const char *how)
{
	follow_free(follow);
	if (system("/bin/modprobe -r proclook"))
		bail_out("the module stays");
	follow = follow_new(false);
	load(how);
}

int main(void)
{
	test_no_module();
	test_storm();
	restart("/bin/modprobe proclook process_history=32768");
	test_loss();
	test_unseen_end();
	follow_free(follow);
	is(system("/bin/modprobe -r proclook"), 0, "it lets go of the module");
	return done_testing();
}
