// SPDX-License-Identifier: GPL-2.0-or-later
/* What events change in the table */
#include "device.h"
#include "internal.h"

/* Return: with a use of the caller's; NULL with ENOMEM */
static struct program *program_of_event(struct follow *follow)
{
	size_t len;
	const char *args = proclook_event_get_args(follow->event, &len);

	return program_new(proclook_event_get_path(follow->event), args, len);
}

static int take_fork(struct follow *follow, struct change *change)
{
	const struct proclook_record *record = proclook_event_get_record(follow->event);
	struct entry *parent = processes_find_same(&follow->processes, record->ppid,
						   record->parent_start_ns);
	struct entry *entry;

	if (processes_find(&follow->processes, record->pid))
		return 0;
	entry = follow_add(follow, record);
	if (!entry)
		return -1;
	if (parent)
		process_set_program(&entry->process, parent->process.program);
	if (parent && parent->pidfd >= 0)
		follow_expect_another_user(follow, entry);
	return follow_tell(change, CHANGE_FORKED, entry, record->time_ns);
}

static int take_exec(struct follow *follow, struct change *change)
{
	const struct proclook_record *record = proclook_event_get_record(follow->event);
	struct entry *entry = processes_find(&follow->processes, record->pid);

	if (!entry)
		entry = follow_add(follow, record);
	if (!entry || follow_set_program(entry, program_of_event(follow)))
		return -1;
	process_update(&entry->process, record);
	follow_expect_another_user(follow, entry);
	return follow_tell(change, CHANGE_EXECED, entry, record->time_ns);
}

/* Also of one that nobody knew: it was forked before, and not listed any more */
static int take_exit(struct follow *follow, struct change *change)
{
	const struct proclook_record *record = proclook_event_get_record(follow->event);
	struct entry *entry = processes_find(&follow->processes, record->pid);

	if (!entry)
		entry = follow_add(follow, record);
	if (!entry)
		return -1;
	process_update(&entry->process, record);
	entry->process.end_ns = record->time_ns;
	entry->process.exit_status = record->exit_status;
	return follow_leave(follow, entry, change, CHANGE_ENDED, record->time_ns);
}

/* Once for each gap, and before the event behind it */
static bool tell_lost(struct follow *follow, struct change *change)
{
	uint64_t missed = proclook_event_get_missed(follow->event);

	if (!missed || follow->lost)
		return false;
	follow->lost = true;
	follow->list_due = true;
	follow->in_hand = true;
	follow_tell(change, CHANGE_LOST, NULL,
		    proclook_event_get_record(follow->event)->time_ns);
	change->lost = missed;
	return true;
}

/* Return: 1 with @change, 0 if there is nothing to tell, or -1 with errno */
static int take_event(struct follow *follow, struct change *change)
{
	if (tell_lost(follow, change) || follow_replace_older(follow, change))
		return 1;
	follow->lost = false;
	switch (proclook_event_get_record(follow->event)->type) {
	case PROCLOOK_FORK:
		return take_fork(follow, change);
	case PROCLOOK_EXEC:
		return take_exec(follow, change);
	case PROCLOOK_EXIT:
		return take_exit(follow, change);
	default:
		return 0;
	}
}

int follow_next_event(struct follow *follow, struct change *change)
{
	for (;;) {
		int ret = follow->in_hand ? 1 : device_next(follow->watch, follow->event);

		if (ret < 0)
			return follow_fail(follow, change);
		if (!ret)
			return 0;
		ret = take_event(follow, change);
		if (ret)
			return ret;
	}
}
