// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "search.h"
#include "view.h"

void view_init(struct view *view, uint32_t uid)
{
	*view = (struct view){ .uid = uid, .search_number = 1 };
}

void view_end(struct view *view)
{
	free(view->row);
}

void view_search(struct view *view, const char *text)
{
	char old[VIEW_SEARCH_SIZE];

	memcpy(old, view->search, sizeof(old));
	view->search[0] = '\0';
	strncat(view->search, text, sizeof(view->search) - 1);
	view->search_grew = strstr(view->search, old);
	view->search_number++;
}

/* Compared once with each text */
static bool is_found(const struct view *view, struct node *node)
{
	bool was_compared = node->search && node->search == view->search_number - 1;

	if (node->search == view->search_number)
		return node->matches;
	if (!was_compared || node->matches || !view->search_grew)
		node->matches = search_finds(view->search, node->process);
	node->search = view->search_number;
	return node->matches;
}

static bool is_wanted(const struct view *view, struct node *node)
{
	const struct process *process = node->process;

	if (!view->kernel && process->flags & (PROCLOOK_F_KERNEL_THREAD | PROCLOOK_F_WORKER))
		return false;
	if (view->own && process->uid != view->uid)
		return false;
	return is_found(view, node);
}

/* What is wanted, and what is above it */
static size_t mark(const struct view *view, struct model *model)
{
	const struct node *top = &model->top;
	struct node *node, *above;
	size_t count = 0;

	for (node = node_next(top, top); node; node = node_next(node, top))
		node->shown = false;
	for (node = node_next(top, top); node; node = node_next(node, top)) {
		if (!is_wanted(view, node))
			continue;
		for (above = node; above != top && !above->shown; above = above->parent) {
			above->shown = true;
			count++;
		}
	}
	return count;
}

/* The node itself or the next one of the same parent that is shown; NULL if none is */
static struct node *shown_from(struct node *node)
{
	while (node && !node->shown)
		node = node->after;
	return node;
}

static void add_row(struct view *view, struct node *node, size_t depth, uint64_t lines)
{
	view->row[view->count++] = (struct row){
		.node = node,
		.pid = node->process->pid,
		.start_ns = node->process->start_ns,
		.depth = depth,
		.lines = lines,
		.found = is_wanted(view, node),
	};
}

/* @lines as for the row before, which is above it or at its side */
static uint64_t next_lines(uint64_t lines, size_t depth, const struct node *node)
{
	uint64_t bit;

	if (depth >= VIEW_DEPTH_MAX)
		return lines;
	bit = 1ULL << depth;
	lines &= bit - 1;
	return shown_from(node->after) ? lines | bit : lines;
}

static void add_rows(struct view *view, struct model *model)
{
	struct node *node = shown_from(model->top.first);
	uint64_t lines = 0;
	size_t depth = 0;

	view->count = 0;
	while (node) {
		struct node *next = shown_from(node->first);

		lines = next_lines(lines, depth, node);
		add_row(view, node, depth, lines);
		depth++;
		while (!next && depth) {
			next = shown_from(node->after);
			node = node->parent;
			depth--;
		}
		node = next;
	}
}

static int make_room(struct view *view, size_t count)
{
	struct row *more;

	if (count <= view->room)
		return 0;
	more = realloc(view->row, 2 * count * sizeof(*more));
	if (!more)
		return -1;
	view->row = more;
	view->room = 2 * count;
	return 0;
}

static void scroll(struct view *view)
{
	size_t last_top = view->count > view->height ? view->count - view->height : 0;

	if (view->top > view->index)
		view->top = view->index;
	if (view->height && view->index >= view->top + view->height)
		view->top = view->index - view->height + 1;
	if (view->top > last_top)
		view->top = last_top;
}

static void select_row(struct view *view, size_t index)
{
	view->index = index;
	view->pid = view->row[index].pid;
	view->start_ns = view->row[index].start_ns;
}

static size_t find_selected(const struct view *view)
{
	size_t i;

	for (i = 0; i < view->count; i++)
		if (view->row[i].pid == view->pid && view->row[i].start_ns == view->start_ns)
			return i;
	return view->index < view->count ? view->index : view->count - 1;
}

static void keep_selected(struct view *view)
{
	size_t line = view->index - view->top;

	/* It may come again with its device */
	if (!view->count)
		return;
	select_row(view, find_selected(view));
	view->top = view->index > line ? view->index - line : 0;
	scroll(view);
}

int view_arrange(struct view *view, struct model *model)
{
	model_adopt(model);
	if (make_room(view, mark(view, model)))
		return -1;
	add_rows(view, model);
	keep_selected(view);
	return 0;
}

void view_move(struct view *view, ptrdiff_t rows)
{
	size_t index;

	if (!view->count)
		return;
	if (rows < 0)
		index = view->index > (size_t)-rows ? view->index - (size_t)-rows : 0;
	else
		index = (size_t)rows < view->count - view->index ? view->index + (size_t)rows :
								   view->count - 1;
	select_row(view, index);
	scroll(view);
}

void view_turn(struct view *view, int pages)
{
	ptrdiff_t rows = view->height > 1 ? (ptrdiff_t)view->height - 1 : 1;
	size_t line = view->index - view->top;

	view_move(view, pages * rows);
	view->top = view->index > line ? view->index - line : 0;
	scroll(view);
}

void view_set_height(struct view *view, size_t height)
{
	view->height = height;
	if (view->count)
		scroll(view);
}

const struct row *view_selected(const struct view *view)
{
	return view->count ? &view->row[view->index] : NULL;
}
