/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One exit for each process, one exec for each exec, and nothing besides
 *
 * What is invented or lost shows twice: in the record that the watcher gets after each
 * step, and in the sum at the end, which knows from /proc what others did meanwhile.
 */
#ifndef TESTS_GUEST_ONCE_H
#define TESTS_GUEST_ONCE_H

#include <errno.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "order.h"
#include "stage.h"

static struct snap snap;

/* Of the rounds of a test */
static struct tally {
	int seen;		/* the record was the process' own */
	int wrong;		/* but not what it should be */
	int unsignalled;	/* not covered by "signal" right after waitpid() */
} tally;

static __u64 start_ns;	/* of the newest process, if its fork was seen */

static inline pid_t start(void (*child)(void))
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid) {
		obey();
		child();
		_exit(126);
	}
	must(!snapshot(stage.node, &snap));
	start_ns = snap.record.pid == pid ? snap.record.start_ns : 0;

	return pid;
}

/* The record is there as soon as waitpid() returns */
static inline void finish(pid_t pid)
{
	__u64 signalled;
	int status;

	must(waitpid(pid, &status, 0) == pid);
	signalled = signal_read(stage.signal);
	must(!snapshot(stage.node, &snap));
	if (snap.record.pid != pid)
		return;
	tally.seen++;
	tally.wrong += snap.record.type != PROCLOOK_EXIT ||
		       snap.record.exit_status != status || snap_seen(&snap) ||
		       (start_ns && snap.record.start_ns != start_ns);
	tally.unsignalled += signalled < snap.record.seq;
}

/*
 * In each of the rounds so many events and clones were the suite's own; returns how many
 * events were not.
 */
static inline int sum_up(const char *what, const struct census *before,
			 __u64 rounds, int events, int clones)
{
	struct census after;
	__u64 others;

	census_take(&after, stage.signal);
	others = census_others(before, &after, clones * rounds);
	is_number(after.seq - before->seq, events * rounds + others,
		  "%s: there were no more events than that, and no fewer", what);
	if (others)
		diag("%llu events were others' own", others);
	/* An event of somebody else's may hide one of ours from the watcher */
	ok(tally.seen + others >= rounds, "%s: each process had its exit record", what);
	is_number(tally.wrong, 0, "%s: each with the status that waitpid() had", what);
	is_number(tally.unsignalled, 0,
		  "%s: each signalled before waitpid() returned", what);

	return others;
}

#endif /* TESTS_GUEST_ONCE_H */
