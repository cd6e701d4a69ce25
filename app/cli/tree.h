/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_TREE_H
#define PROCLOOK_TREE_H

#include <proclook.h>

#include "table.h"

/* No line is indented further: a chain of processes may be as long as somebody likes */
#define TREE_DEPTH_MAX	32

/* How deep each process stands below the first of its ancestors that was seen */
struct tree {
	struct table depths;
};

/* The depth of the process that a record is about */
unsigned int tree_follow(struct tree *tree, const struct proclook_record *record);

void tree_end(struct tree *tree);

#endif /* PROCLOOK_TREE_H */
