// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "node.h"

/* In one piece, with the text behind it */
struct process_copy {
	struct process process;
	struct program program;
	char text[];
};

struct node *node_new(struct process *process)
{
	struct node *node = calloc(1, sizeof(*node));

	if (node)
		node->process = process;
	return node;
}

void node_free(struct node *node)
{
	free(node->copy);
	free(node);
}

static struct process_copy *copy_process(const struct process *process)
{
	const struct program *program = process->program;
	size_t path_size = strlen(program->path) + 1;
	size_t args_size = program->args_len + 1;
	struct process_copy *copy = malloc(sizeof(*copy) + path_size + args_size);

	if (!copy)
		return NULL;
	copy->process = *process;
	copy->process.user = NULL;
	copy->process.program = &copy->program;
	copy->program = (struct program){
		.users = 1,
		.path = copy->text,
		.args = copy->text + path_size,
		.args_len = program->args_len,
	};
	memcpy(copy->program.path, program->path, path_size);
	memcpy(copy->program.args, program->args, args_size);
	return copy;
}

int node_keep_process(struct node *node)
{
	struct process_copy *copy = copy_process(node->process);

	if (!copy)
		return -1;
	free(node->copy);
	node->copy = copy;
	node->process = &copy->process;
	return 0;
}

bool node_is_older(const struct node *node, const struct node *than)
{
	const struct process *a = node->process, *b = than->process;

	/* A coarse clock may start many in the same nanosecond, as at boot */
	return a->start_ns < b->start_ns || (a->start_ns == b->start_ns && a->pid < b->pid);
}

static void link_behind(struct node *node, struct node *parent, struct node *before)
{
	node->parent = parent;
	node->before = before;
	node->after = before ? before->after : parent->first;
	*(before ? &before->after : &parent->first) = node;
	*(node->after ? &node->after->before : &parent->last) = node;
}

void node_insert(struct node *node, struct node *parent)
{
	struct node *before = parent->last;

	/* A new process is the youngest; a list begins anew where ids have begun anew */
	if (before && parent->near && node_is_older(node, before))
		before = parent->near;
	while (before && before->after && node_is_older(before->after, node))
		before = before->after;
	while (before && node_is_older(node, before))
		before = before->before;
	link_behind(node, parent, before);
	parent->near = node;
}

void node_unlink(struct node *node)
{
	if (node->parent->near == node)
		node->parent->near = node->before ? node->before : node->after;
	*(node->before ? &node->before->after : &node->parent->first) = node->after;
	*(node->after ? &node->after->before : &node->parent->last) = node->before;
	node->parent = NULL;
	node->before = NULL;
	node->after = NULL;
}

void node_leave_children(struct node *node)
{
	struct node *parent = node->parent;
	struct node *before = parent->last;
	struct node *child;

	/* Both lists are in order: each is gone through once */
	while ((child = node->last)) {
		node_unlink(child);
		while (before && node_is_older(child, before))
			before = before->before;
		link_behind(child, parent, before);
	}
}

struct node *node_next(const struct node *node, const struct node *top)
{
	if (node->first)
		return node->first;
	while (node != top && !node->after)
		node = node->parent;
	return node == top ? NULL : node->after;
}
