// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whoever runs a program for each event makes events, and would run programs for them
 * without end.  So the descendants are followed: who is forked by this process or by a
 * member is a member, by id and start, until it ends; whatever it calls itself, whatever
 * session it is in, and whether or not its parent is still there.
 *
 * Where a fork may have been missed, the list of processes tells.  For this the process
 * is a subreaper: a descendant whose parent has ended is its own child then, and each
 * descendant is found by going from parent to parent.  The list leaves out who is about to
 * end: its children still name it as their parent, and its exit is still to come.  So who was
 * a member before the loss counts as one until the next.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "family.h"

/* A process that was listed */
struct listed {
	int32_t pid;
	int32_t ppid;
	uint64_t start_ns;
	uint64_t parent_start_ns;
};

struct population {
	struct listed *listed;
	size_t count;
	size_t room;
};

int family_start(struct family *family)
{
	family->self = getpid();
	return prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L);
}

void family_end(struct family *family)
{
	table_end(&family->members);
	table_end(&family->before);
}

static bool is_member(struct family *family, int32_t pid, uint64_t start_ns)
{
	return table_find(&family->members, pid, start_ns) ||
	       table_find(&family->before, pid, start_ns);
}

static void forget(struct family *family, int32_t pid, uint64_t start_ns)
{
	table_remove(&family->members, pid, start_ns);
	table_remove(&family->before, pid, start_ns);
}

/* This process itself lives, so that nobody else has its id */
static bool is_below(struct family *family, int32_t ppid, uint64_t parent_start_ns)
{
	return ppid == family->self || is_member(family, ppid, parent_start_ns);
}

int family_follow(struct family *family, const struct proclook_record *record)
{
	bool known = is_member(family, record->pid, record->start_ns);

	if (!known && !is_below(family, record->ppid, record->parent_start_ns))
		return 0;
	if (record->type == PROCLOOK_EXIT)
		forget(family, record->pid, record->start_ns);
	else if (!known &&
		 table_put(&family->members, record->pid, record->start_ns, 0))
		return -1;
	return 1;
}

static int remember(struct population *all, const struct proclook_record *record)
{
	if (all->count == all->room) {
		size_t room = all->room ? 2 * all->room : 256;
		struct listed *more = realloc(all->listed, room * sizeof(*more));

		if (!more)
			return -1;
		all->listed = more;
		all->room = room;
	}
	all->listed[all->count++] = (struct listed){
		.pid = record->pid,
		.ppid = record->ppid,
		.start_ns = record->start_ns,
		.parent_start_ns = record->parent_start_ns,
	};
	return 0;
}

static int remember_all(struct population *all, struct proclook_processes *list,
			struct proclook_event *event)
{
	int found;

	while ((found = proclook_processes_next(list, event))) {
		if (found < 0 && errno != EINTR)
			return -1;
		if (found > 0 && remember(all, proclook_event_get_record(event)))
			return -1;
	}
	return 0;
}

/* Adds those that were members, or whose parent is one, until there are none more */
static int add_members(struct family *family, const struct population *all)
{
	size_t before, i;

	do {
		before = family->members.count;
		for (i = 0; i < all->count; i++) {
			const struct listed *one = &all->listed[i];

			if ((is_member(family, one->pid, one->start_ns) ||
			     is_below(family, one->ppid, one->parent_start_ns)) &&
			    table_put(&family->members, one->pid, one->start_ns, 0))
				return -1;
		}
	} while (family->members.count != before);
	return 0;
}

int family_list(struct family *family, struct proclook_watch *watch, uint64_t *seq)
{
	struct proclook_processes *list = proclook_processes_new(watch);
	struct proclook_event *event = proclook_event_new();
	struct population all = { 0 };
	int ret = -1;

	if (list && event)
		ret = remember_all(&all, list, event);
	if (!ret) {
		table_end(&family->before);
		family->before = family->members;
		family->members = (struct table){ 0 };
		*seq = proclook_processes_get_seq(list);
		ret = add_members(family, &all);
	}
	free(all.listed);
	proclook_event_free(event);
	proclook_processes_free(list);
	return ret;
}
