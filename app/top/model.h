/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_MODEL_H
#define PROCLOOK_MODEL_H

#include <stddef.h>

#include "node.h"

/* How long a process stands out when it is new, and stays when it has ended */
#define MODEL_FRESH_NS	2000000000LL
#define MODEL_ENDED_NS	5000000000LL

/* Of those that have ended no more are kept */
#define MODEL_ENDED_MAX	1000

/* Those whose time is over next come first */
struct queue {
	struct node *first;
	struct node *last;
	size_t count;
};

/**
 * struct model - the tree of processes, and what is known of the whole
 * @follow: where changes come from
 * @top: who has no known parent is below it
 * @fresh: those that began not long ago
 * @ended: those that ended not long ago
 * @alive: number of processes that have not ended
 * @started: how many have since the beginning; those that were there have not
 * @finished: how many have ended since then
 * @lost: events that were not seen
 * @error: while there is no device: why; 0 where nobody knows yet
 * @is_open: there is a device
 * @was_open: there was one at some time
 * @is_ready: the tree has all that were there
 * @shows_all: those of all users
 * @has_orphans: some at the top may have got a parent meanwhile
 */
struct model {
	struct follow *follow;
	struct node top;
	struct queue fresh;
	struct queue ended;
	size_t alive;
	uint64_t started;
	uint64_t finished;
	uint64_t lost;
	int error;
	bool is_open;
	bool was_open;
	bool is_ready;
	bool shows_all;
	bool has_orphans;
};

void model_init(struct model *model, struct follow *follow);
void model_end(struct model *model);

/* What is new, at @now_ns of CLOCK_MONOTONIC.  Return: 0, or -1 if there is no memory */
int model_take(struct model *model, const struct change *change, int64_t now_ns);

/* Whose time is over ends to stand out, or goes.  Return: whether there was one */
bool model_expire(struct model *model, int64_t now_ns);

/* When there will be one; INT64_MAX where nothing is to be waited for */
int64_t model_next_expiry(const struct model *model);

/* Who came before his parent gets there; before rows are arranged */
void model_adopt(struct model *model);

/* A copy that no change changes.  Return: 0, or -1 if there is no memory */
int model_copy(struct model *copy, const struct model *model);

#endif /* PROCLOOK_MODEL_H */
