// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>

#include "model.h"

void model_init(struct model *model, struct follow *follow)
{
	*model = (struct model){ .follow = follow };
}

static void queue_push(struct queue *queue, struct node *node, int64_t until_ns)
{
	node->until_ns = until_ns;
	node->queue_before = queue->last;
	node->queue_after = NULL;
	*(queue->last ? &queue->last->queue_after : &queue->first) = node;
	queue->last = node;
	queue->count++;
}

static void queue_remove(struct queue *queue, struct node *node)
{
	*(node->queue_before ? &node->queue_before->queue_after : &queue->first) =
		node->queue_after;
	*(node->queue_after ? &node->queue_after->queue_before : &queue->last) =
		node->queue_before;
	queue->count--;
}

static void settle(struct model *model, struct node *node)
{
	if (node->state == NODE_FRESH)
		queue_remove(&model->fresh, node);
	node->state = NODE_SETTLED;
}

/* One that has ended is nobody's parent */
static void drop_ended(struct model *model, struct node *node)
{
	queue_remove(&model->ended, node);
	node_unlink(node);
	node_free(node);
}

static void forget_all(struct model *model)
{
	struct node *node;

	/* The oldest one first; its children go up and are the next ones */
	while ((node = model->top.first)) {
		struct node *child;

		while ((child = node->first)) {
			node_unlink(child);
			child->parent = &model->top;
			child->after = model->top.first;
			model->top.first->before = child;
			model->top.first = child;
		}
		node_unlink(node);
		node_free(node);
	}
	model->fresh = (struct queue){ 0 };
	model->ended = (struct queue){ 0 };
	model->alive = 0;
	model->is_ready = false;
	model->has_orphans = false;
}

void model_end(struct model *model)
{
	forget_all(model);
}

static struct node *find_parent(const struct model *model, const struct node *node)
{
	const struct process *process = node->process;
	struct process *parent;

	parent = follow_find(model->follow, process->ppid, process->parent_start_ns);
	if (!parent || !parent->user || !node_is_older(parent->user, node))
		return NULL;
	return parent->user;
}

static struct node *add(struct model *model, struct process *process)
{
	struct node *node = node_new(process);
	struct node *parent;

	if (!node)
		return NULL;
	parent = find_parent(model, node);
	node_insert(node, parent ? parent : &model->top);
	process->user = node;
	model->alive++;
	return node;
}

/* It was there already */
static int take_found(struct model *model, struct process *process)
{
	struct node *node = process->user;

	model->has_orphans = true;
	if (!node)
		return add(model, process) ? 0 : -1;
	node->search = 0;
	return 0;
}

static int take_new(struct model *model, struct process *process, int64_t now_ns)
{
	struct node *node = add(model, process);

	if (!node)
		return -1;
	model->started++;
	node->state = NODE_FRESH;
	queue_push(&model->fresh, node, now_ns + MODEL_FRESH_NS);
	return 0;
}

static int take_execed(struct model *model, struct process *process, int64_t now_ns)
{
	struct node *node = process->user;

	/* Its fork was lost, or another user's, as of who logs in */
	if (!node)
		return take_new(model, process, now_ns);
	/* The event may name another parent */
	model->has_orphans |= node->parent == &model->top;
	node->search = 0;
	return 0;
}

/* It is the caller's until the next change only: what is still to be shown is a copy */
static int take_ended(struct model *model, struct process *process, int64_t now_ns)
{
	struct node *node = process->user ? process->user : add(model, process);

	if (!node)
		return -1;
	settle(model, node);
	node_leave_children(node);
	process->user = NULL;
	model->alive--;
	model->finished++;
	if (node_keep_process(node)) {
		node_unlink(node);
		node_free(node);
		return -1;
	}
	node->state = NODE_ENDED;
	if (model->ended.count == MODEL_ENDED_MAX)
		drop_ended(model, model->ended.first);
	queue_push(&model->ended, node, now_ns + MODEL_ENDED_NS);
	return 0;
}

static void take_opened(struct model *model, const struct change *change)
{
	forget_all(model);
	model->is_open = true;
	model->was_open = true;
	model->shows_all = change->shows_all;
	model->error = 0;
}

static void take_closed(struct model *model, const struct change *change)
{
	forget_all(model);
	model->is_open = false;
	model->error = change->error;
}

int model_take(struct model *model, const struct change *change, int64_t now_ns)
{
	switch (change->type) {
	case CHANGE_OPENED:
		take_opened(model, change);
		break;
	case CHANGE_CLOSED:
		take_closed(model, change);
		break;
	case CHANGE_READY:
		model->is_ready = true;
		break;
	case CHANGE_LOST:
		model->lost += change->lost;
		break;
	case CHANGE_FOUND:
		return take_found(model, change->process);
	case CHANGE_FORKED:
		return take_new(model, change->process, now_ns);
	case CHANGE_EXECED:
		return take_execed(model, change->process, now_ns);
	case CHANGE_ENDED:
	case CHANGE_VANISHED:
		return take_ended(model, change->process, now_ns);
	}
	return 0;
}

bool model_expire(struct model *model, int64_t now_ns)
{
	bool any = false;

	while (model->fresh.first && model->fresh.first->until_ns <= now_ns) {
		settle(model, model->fresh.first);
		any = true;
	}
	while (model->ended.first && model->ended.first->until_ns <= now_ns) {
		drop_ended(model, model->ended.first);
		any = true;
	}
	return any;
}

int64_t model_next_expiry(const struct model *model)
{
	int64_t fresh = model->fresh.first ? model->fresh.first->until_ns : INT64_MAX;
	int64_t ended = model->ended.first ? model->ended.first->until_ns : INT64_MAX;

	return fresh < ended ? fresh : ended;
}

void model_adopt(struct model *model)
{
	struct node *node = model->has_orphans ? model->top.first : NULL;

	while (node) {
		struct node *next = node->after;
		struct node *parent = node->state == NODE_ENDED ? NULL : find_parent(model, node);

		if (parent) {
			node_unlink(node);
			node_insert(node, parent);
		}
		node = next;
	}
	model->has_orphans = false;
}

/* What has to do with time is left out: nothing in it comes or goes */
static struct node *copy_node(const struct node *node, struct node *parent)
{
	struct node *copy = node_new(node->process);

	if (!copy)
		return NULL;
	if (node_keep_process(copy)) {
		node_free(copy);
		return NULL;
	}
	copy->state = node->state;
	node_insert(copy, parent);
	return copy;
}

/* Goes the way of node_next() in both trees */
static int copy_tree(struct node *to, const struct node *top)
{
	const struct node *node = top;
	const struct node *next;

	while ((next = node_next(node, top))) {
		for (; next->parent != node && to->parent; node = node->parent)
			to = to->parent;
		to = copy_node(next, to);
		if (!to)
			return -1;
		node = next;
	}
	return 0;
}

int model_copy(struct model *copy, const struct model *model)
{
	*copy = *model;
	copy->follow = NULL;
	copy->top = (struct node){ 0 };
	copy->fresh = (struct queue){ 0 };
	copy->ended = (struct queue){ 0 };
	copy->has_orphans = false;
	if (!copy_tree(&copy->top, &model->top))
		return 0;
	forget_all(copy);
	return -1;
}
