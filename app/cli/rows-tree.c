// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>

#include "rows.h"
#include "tree.h"

#define NONE	SIZE_MAX

/* Where a row stands: indices of other rows, or NONE */
struct link {
	size_t parent;
	size_t child;
	size_t sibling;
};

int rows_add(struct rows *rows, struct row *row)
{
	if (rows->count == rows->room) {
		size_t room = rows->room ? 2 * rows->room : 64;
		struct row *more = realloc(rows->row, room * sizeof(*more));

		if (!more)
			return -1;
		rows->row = more;
		rows->room = room;
	}
	rows->row[rows->count++] = *row;
	*row = (struct row){ 0 };
	return 0;
}

static int compare(const void *a, const void *b)
{
	const struct row *left = a, *right = b;

	return (left->pid > right->pid) - (left->pid < right->pid);
}

static size_t find_parent(const struct rows *rows, const struct row *row)
{
	struct row wanted = { .pid = row->ppid };
	const struct row *found;

	found = bsearch(&wanted, rows->row, rows->count, sizeof(wanted), compare);
	return found && found != row && found->start_ns == row->parent_start_ns ?
	       (size_t)(found - rows->row) : NONE;
}

/* From the last one on, so that each list of siblings begins with the smallest id */
static void link_rows(const struct rows *rows, struct link *links, size_t *roots)
{
	size_t i;

	for (i = 0; i < rows->count; i++)
		links[i] = (struct link){ NONE, NONE, NONE };
	*roots = NONE;
	for (i = rows->count; i--;) {
		size_t parent = find_parent(rows, &rows->row[i]);
		size_t *list = parent == NONE ? roots : &links[parent].child;

		links[i].parent = parent;
		links[i].sibling = *list;
		*list = i;
	}
}

/* Without recursion: a chain of processes may be as long as somebody likes */
static void print_below(const struct rows *rows, const struct link *links, size_t at)
{
	unsigned int depth = 0;

	while (at != NONE) {
		row_print(&rows->row[at], depth < TREE_DEPTH_MAX ? depth : TREE_DEPTH_MAX);
		if (links[at].child != NONE) {
			at = links[at].child;
			depth++;
			continue;
		}
		while (links[at].sibling == NONE && links[at].parent != NONE) {
			at = links[at].parent;
			depth--;
		}
		at = links[at].sibling;
	}
}

int rows_print_tree(struct rows *rows)
{
	struct link *links = calloc(rows->count + 1, sizeof(*links));
	size_t roots;

	if (!links)
		return -1;
	/* bsearch() relies on it */
	if (rows->count)
		qsort(rows->row, rows->count, sizeof(*rows->row), compare);
	link_rows(rows, links, &roots);
	print_below(rows, links, roots);
	free(links);
	return 0;
}

void rows_end(struct rows *rows)
{
	size_t i;

	for (i = 0; i < rows->count; i++)
		row_end(&rows->row[i]);
	free(rows->row);
	*rows = (struct rows){ 0 };
}
