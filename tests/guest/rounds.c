// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "rounds.h"

#include <sys/wait.h>
#include <unistd.h>

#include "order.h"
#include "stage.h"

static struct tally {
	struct census before;
	int seen;		/* the record was the process' own */
	int wrong;		/* but not what it should be */
	int unsignalled;	/* not covered by "signal" right after waitpid() */
} tally;

static __u64 start_ns;	/* of the newest process, if its fork was seen */

void rounds_begin(void)
{
	tally = (struct tally){ 0 };
	census_take(&tally.before, stage.signal);
}

pid_t round_start(void (*child)(void))
{
	static struct snap snap;
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

void round_finish(pid_t pid)
{
	static struct snap snap;
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

int rounds_sum_up(const char *what, __u64 rounds, int events, int clones)
{
	struct census after;
	__u64 others;

	census_take(&after, stage.signal);
	others = census_others(&tally.before, &after, clones * rounds);
	is(after.seq - tally.before.seq, events * rounds + others,
	   "%s: there were no more events than that, and no fewer", what);
	if (others)
		diag("%llu events were others' own", others);
	/* An event of somebody else's may hide one of ours from the watcher */
	ok(tally.seen + others >= rounds, "%s: each process had its exit record", what);
	is(tally.wrong, 0, "%s: each with the status that waitpid() had", what);
	is(tally.unsignalled, 0,
	   "%s: each signalled before waitpid() returned", what);

	return others;
}
