/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A life from fork to exit, one event at a time, and the log of who lived it
 *
 * The suite is the watcher.  It starts an agent, which starts the subject.
 */
#ifndef TESTS_GUEST_LIFE_H
#define TESTS_GUEST_LIFE_H

#include "agent.h"

/**
 * struct life - one life, as seen by both sides
 * @fork: a record
 * @exec: another
 * @exit: another
 * @agent: a log
 * @born: that of the subject before exec
 * @thread: that of its thread that calls exec
 * @runs: that of the subject after exec
 * @dies: that of the subject just before its end
 * @parent_ticks: when its parent was started; at its fork, at its end
 * @times: before its fork, its exec, its exit; after that
 * @result: what the agent has seen
 */
struct life {
	struct snap	fork, exec, exit;
	struct self	agent, born, thread, runs, dies;
	__u64		parent_ticks[2];
	__u64		times[4];
	struct result	result;
};

/* false if it could not be watched alone */
bool test_life(const struct plan *plan, struct life *life);
/* For plans with CLONE_NEWPID: there the subject knows but its own ids */
void amend_ids(struct life *life);

#endif /* TESTS_GUEST_LIFE_H */
