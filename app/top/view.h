/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_VIEW_H
#define PROCLOOK_VIEW_H

#include <stddef.h>

#include "model.h"

#define VIEW_SEARCH_SIZE	128

/* Lines of the tree are drawn this deep: a chain may be as long as somebody likes */
#define VIEW_DEPTH_MAX		32

/**
 * struct row - one line of the tree
 * @node: as long as nothing has changed in the model
 * @pid: whose row it is
 * @start_ns: when that was started
 * @depth: ancestors above it that are known
 * @lines: bit N, up to VIEW_DEPTH_MAX: below the ancestor that has N, or below the row
 *	itself, there comes another one of the same parent
 * @found: it is what was asked for, and not only an ancestor of that
 */
struct row {
	struct node *node;
	int32_t pid;
	uint64_t start_ns;
	size_t depth;
	uint64_t lines;
	bool found;
};

/**
 * struct view - what is shown of a model, and where somebody is in it
 * @row: all rows, also those that have no room
 * @count: of them
 * @room: for how many there is memory
 * @index: of the selected one
 * @pid: the selected process, 0 before there was one
 * @start_ns: when that was started
 * @top: index of the first row that has room
 * @height: for how many rows there is room
 * @uid: whose processes are one's own
 * @own: those only
 * @kernel: kernel threads, too
 * @search: text
 * @search_number: another one for each text
 * @search_grew: what the text before it did not find this one cannot find
 */
struct view {
	struct row *row;
	size_t count;
	size_t room;
	size_t index;
	int32_t pid;
	uint64_t start_ns;
	size_t top;
	size_t height;
	uint32_t uid;
	bool own;
	bool kernel;
	char search[VIEW_SEARCH_SIZE];
	uint64_t search_number;
	bool search_grew;
};

void view_init(struct view *view, uint32_t uid);
void view_end(struct view *view);

/* @text is cut where it is too long */
void view_search(struct view *view, const char *text);

/*
 * The rows of a model as it is now.  The selected process stays the selected one, and stays
 * where it is on the screen, if that can be; else another one takes its place.
 * Return: 0, or -1 if there is no memory
 */
int view_arrange(struct view *view, struct model *model);

/* Selects the row so many further down, or the first or last one */
void view_move(struct view *view, ptrdiff_t rows);

/* The same, so many pages further down, with what is around it */
void view_turn(struct view *view, int pages);

/* There is room for so many rows */
void view_set_height(struct view *view, size_t height);

/* NULL where there are no rows */
const struct row *view_selected(const struct view *view);

#endif /* PROCLOOK_VIEW_H */
