/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_NODE_H
#define PROCLOOK_NODE_H

#include <stdbool.h>
#include <stdint.h>

#include "follow.h"

enum node_state {
	NODE_SETTLED,
	NODE_FRESH,
	NODE_ENDED,
};

/**
 * struct node - a process in the tree
 * @parent: its nearest ancestor that lives and is known, or the tree's top
 * @first: children, the oldest first
 * @last: the youngest child
 * @near: the child that was inserted last
 * @before: the next older one of the same parent
 * @after: the next younger one
 * @queue_before: of those that are in its state for a while, the one that came before
 * @queue_after: and the one that came next
 * @process: what is known; NULL in the top of a tree
 * @copy: where that is, if it is the node's own
 * @state: fresh and ended are for a while
 * @matches: what was searched for is in it, if @search is the present search
 * @shown: it has a row, or had one when rows were last arranged
 * @until_ns: when that while is over, CLOCK_MONOTONIC
 * @search: the number of the search that it was compared with
 */
struct node {
	struct node *parent;
	struct node *first;
	struct node *last;
	struct node *near;
	struct node *before;
	struct node *after;
	struct node *queue_before;
	struct node *queue_after;
	struct process *process;
	struct process_copy *copy;
	enum node_state state;
	bool matches;
	bool shown;
	int64_t until_ns;
	uint64_t search;
};

/* Return: NULL if there is no memory */
struct node *node_new(struct process *process);
void node_free(struct node *node);

/* From now on it has a copy of its process.  Return: 0, or -1 if there is no memory */
int node_keep_process(struct node *node);

/* Was its process there before that one? No process is older than its parent: no cycles */
bool node_is_older(const struct node *node, const struct node *than);

/* Puts it among the children of @parent where it belongs, takes it away from there */
void node_insert(struct node *node, struct node *parent);
void node_unlink(struct node *node);

/* All children of the node become children of its parent */
void node_leave_children(struct node *node);

/* The next one with the parents first, without recursion; NULL behind the last one of @top */
struct node *node_next(const struct node *node, const struct node *top);

#endif /* PROCLOOK_NODE_H */
