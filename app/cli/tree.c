// SPDX-License-Identifier: GPL-2.0-or-later
#include "tree.h"

static unsigned int depth_below_parent(struct tree *tree,
				       const struct proclook_record *record)
{
	const unsigned int *parent;

	parent = table_find(&tree->depths, record->ppid, record->parent_start_ns);
	return parent ? *parent + 1 : 0;
}

unsigned int tree_follow(struct tree *tree, const struct proclook_record *record)
{
	const unsigned int *known;
	unsigned int depth;

	/* It stays where it was first seen, though its parent may end before it */
	known = table_find(&tree->depths, record->pid, record->start_ns);
	depth = known ? *known : depth_below_parent(tree, record);
	if (record->type == PROCLOOK_EXIT)
		table_remove(&tree->depths, record->pid, record->start_ns);
	else if (!known)
		/* Without memory its children begin a tree of their own */
		table_put(&tree->depths, record->pid, record->start_ns, depth);
	return depth;
}

void tree_end(struct tree *tree)
{
	table_end(&tree->depths);
}
