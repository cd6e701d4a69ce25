/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_FACTS_H
#define PROCLOOK_DESKTOP_FACTS_H

#include <glib.h>
#include <stdbool.h>

#include "follow.h"

/* What became of a process */
enum outcome {
	OUTCOME_RUNNING,
	OUTCOME_ENDED,		/* status 0 */
	OUTCOME_STOPPED,	/* by a signal that asks a program to end */
	OUTCOME_UNSEEN,		/* it has ended, and nobody saw how */
	OUTCOME_FAILED,		/* another status, or another signal */
	OUTCOME_CRASHED,	/* by a signal that says that it did what it must not */
};

/*
 * What a process runs.  struct process gives its own back when it ends, a row of the list
 * is there longer: @args as in struct program
 */
struct command {
	gatomicrefcount users;
	char *path;
	char *args;
	size_t args_len;
};

/*
 * struct facts - what is known of a process
 * @news_ns: when it began to run what it runs, or ended
 * @end_ns: 0 while it runs, and where nobody saw its end
 *
 * The others are those of struct process.
 */
struct facts {
	int32_t pid;
	int32_t ppid;
	uint64_t start_ns;
	uint64_t parent_start_ns;
	uint32_t uid;
	uint32_t flags;
	char comm[PROCLOOK_COMM_LEN];
	struct command *command;
	uint64_t news_ns;
	uint64_t end_ns;
	int32_t exit_status;
	enum outcome outcome;
};

/* What @change says, in place of what @facts had; all zero at first */
void facts_set(struct facts *facts, const struct change *change);
void facts_copy(struct facts *to, const struct facts *from);
void facts_clear(struct facts *facts);

enum outcome outcome_of(int32_t exit_status);

static inline bool facts_is_running(const struct facts *facts)
{
	return facts->outcome == OUTCOME_RUNNING;
}

static inline bool facts_is_failure(const struct facts *facts)
{
	return facts->outcome >= OUTCOME_FAILED;
}

#endif /* PROCLOOK_DESKTOP_FACTS_H */
