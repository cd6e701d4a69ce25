/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The watcher of a suite that must see each event alone
 *
 * Whoever makes an event waits for an order before the next one, until the watcher
 * has fetched its record: none is ever hidden by a newer one.
 */
#ifndef TESTS_GUEST_STAGE_H
#define TESTS_GUEST_STAGE_H

#include "common.h"

/*
 * Kernel threads come and go when they please.  What was disturbed by one is done
 * again; some times, for a module that loses or invents records would do so each
 * time.
 */
#define ATTEMPTS	10

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
struct stage {
	int	node, signal;
	int	report, order, agent, result;
	__u64	seq;
	__u64	generation;
	__u32	exec_flags;
};

extern struct stage stage;

void stage_open(void);
void stage_close(void);
/* Fetch until there is nothing new for a while */
void stage_calm(void);
/*
 * The next record; false if it is not just the next one.  There is nothing to wait
 * for: a fork and an exec are reported before the subject runs on, an exit before
 * waitpid() returns.
 */
bool stage_take(struct snap *snap);
/* What a subject or the agent has said, from one of our ends */
void receive(int fd, void *to, size_t size);

#endif /* TESTS_GUEST_STAGE_H */
