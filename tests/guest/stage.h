/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The watcher of a suite that must see each event alone
 *
 * Whoever makes an event waits for an order before the next one, until the watcher
 * has fetched its record: none is ever hidden by a newer one.
 */
#ifndef TESTS_GUEST_STAGE_H
#define TESTS_GUEST_STAGE_H

#include <fcntl.h>
#include <sys/wait.h>

#include "subject.h"

/*
 * Kernel threads come and go when they please.  What was disturbed by one is done
 * again; some times, for a module that loses or invents records would do so each
 * time.
 */
#define ATTEMPTS	10

#define AGENT_FD	102	/* orders for the agent, see life.h */
#define RESULT_FD	103	/* what it has seen */

/**
 * struct stage - the watcher
 * @node: its open file
 * @signal: the attribute
 * @report: our ends of pipes; where subjects report
 * @order: where they get their orders
 * @agent: the same for the agent
 * @result: where the agent reports
 * @seq: the newest record it has fetched
 * @generation: as the attribute says
 * @exec_flags: flags that all exec records have
 */
static struct stage {
	int	node, signal;
	int	report, order, agent, result;
	__u64	seq;
	__u64	generation;
	__u32	exec_flags;
} stage;

/* A pipe with one end at a known place, which is inherited, and one that is not */
static inline int make_pipe(int theirs, int our_end)
{
	int ends[2];
	int ours;

	must(!pipe(ends));
	must(dup2(ends[!our_end], theirs) == theirs);
	ours = fcntl(ends[our_end], F_DUPFD_CLOEXEC, 200);
	must(ours >= 0);
	close(ends[0]);
	close(ends[1]);

	return ours;
}

/* Fetch until there is nothing new for a while */
static inline void stage_calm(void)
{
	__u64 end = now_ns() + PATIENCE_MS * 1000000ULL;
	struct snap snap;

	while (poll_for(stage.node, POLLPRI, 50)) {
		must(!snapshot(stage.node, &snap));
		stage.seq = snap.record.seq;
		if (now_ns() > end)
			bail("the guest never came to rest");
	}
}

static inline void stage_open(void)
{
	struct snap snap;

	stage.node = node_open("process");
	stage.signal = signal_open("process");
	must(stage.node >= 0 && stage.signal >= 0);
	stage.generation = attribute("process", "generation");
	must(!snapshot(stage.node, &snap));
	stage.seq = snap.record.seq;
	stage.report = make_pipe(REPORT_FD, 0);
	stage.order = make_pipe(ORDER_FD, 1);
	stage.agent = make_pipe(AGENT_FD, 1);
	stage.result = make_pipe(RESULT_FD, 0);
	stage_calm();
}

static inline void stage_close(void)
{
	int fd;

	for (fd = REPORT_FD; fd <= RESULT_FD; fd++)
		close(fd);
	close(stage.report);
	close(stage.order);
	close(stage.agent);
	close(stage.result);
	close(stage.node);
	close(stage.signal);
}

/*
 * The next record; false if it is not just the next one.  There is nothing to wait
 * for: a fork and an exec are reported before the subject runs on, an exit before
 * waitpid() returns.
 */
static inline bool stage_take(struct snap *snap)
{
	__u64 expected = stage.seq + 1;

	must(!snapshot(stage.node, snap));
	stage.seq = snap->record.seq;

	return !snap_seen(snap) && !snap->arg.missed && stage.seq == expected;
}

static inline void send_order(int fd, int type, int value)
{
	struct order order = { type, value };

	must(write(fd, &order, sizeof(order)) == sizeof(order));
}

static inline void receive(int fd, void *to, size_t size)
{
	must(poll_for(fd, POLLIN, PATIENCE_MS) & POLLIN);
	must(read(fd, to, size) == (ssize_t)size);
}

#endif /* TESTS_GUEST_STAGE_H */
