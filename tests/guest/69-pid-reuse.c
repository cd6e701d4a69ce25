// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A process id that is used again: (pid, start_ns) tells the two apart
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"

#define ROUNDS	(20 / slow)

static struct batch batch;

/* A child with this id, or with any if it is 0; 0 if somebody else has taken it */
static pid_t start_as(pid_t pid)
{
	char line[32];
	pid_t got;

	if (pid) {
		snprintf(line, sizeof(line), "%d", pid - 1);
		write_line("/proc/sys/kernel/ns_last_pid", line);
	}
	got = fork();
	must(got >= 0);
	if (!got)
		for (;;)
			pause();
	if (!pid || got == pid)
		return got;
	must(!kill(got, SIGKILL) && waitpid(got, NULL, 0) == got);

	return 0;
}

static void end(pid_t pid)
{
	must(!kill(pid, SIGKILL) && waitpid(pid, NULL, 0) == pid);
}

/* What LIST says when it was started; 0 if it is not listed, 1 if twice */
static __u64 listed_start(int fd, pid_t pid)
{
	struct proclook_list list = { .buf = (uintptr_t)batch.raw, .buf_size = BATCH_SIZE };
	const struct proclook_record *record;
	__u64 start_ns = 0;

	must(!ioctl(fd, PROCLOOK_IOC_LIST, &list) && list.state & PROCLOOK_LIST_END);
	batch.at = 0;
	batch.len = list.used;
	while ((record = batch_next(&batch)))
		if (record->pid == pid)
			start_ns = start_ns ? 1 : record->start_ns;

	return start_ns;
}

/* Its events, in order: fork and exit of the first bearer, then of the second */
static bool events_are(int fd, pid_t pid, const __u64 starts[2])
{
	const struct proclook_record *record;
	int next = 0;

	while (poll_now(fd, POLLIN)) {
		must(!batch_read(fd, &batch, BATCH_SIZE));
		while ((record = batch_next(&batch))) {
			if (record->pid != pid)
				continue;
			if (next == 4 || record->start_ns != starts[next / 2] ||
			    record->type != (next % 2 ? PROCLOOK_EXIT : PROCLOOK_FORK))
				return false;
			next++;
		}
	}

	return next == 4;
}

/* false if somebody else was quicker */
static bool reuse(int *wrong)
{
	int fd = open_watcher("process");
	pid_t pid = start_as(0);
	__u64 starts[2];

	starts[0] = listed_start(fd, pid);
	end(pid);
	*wrong += listed_start(fd, pid) != 0;
	if (!start_as(pid)) {
		close(fd);
		return false;
	}
	starts[1] = listed_start(fd, pid);
	*wrong += starts[0] <= 1 || starts[1] <= starts[0] ||
		  starts[1] / TICK_NS != start_ticks(pid);
	end(pid);
	*wrong += !events_are(fd, pid, starts);
	close(fd);

	return true;
}

int main(void)
{
	int reused = 0, wrong = 0, i;

	suite_begin("pid-reuse", 120);
	load("proclook", NULL);
	settle();

	for (i = 0; i < 3 * ROUNDS && reused < ROUNDS; i++)
		reused += reuse(&wrong);
	is(reused, ROUNDS, "the same id was used twice, many times");
	is(wrong, 0, "each time list and events tell the two apart by start_ns");

	unload("proclook");

	return done_testing();
}
