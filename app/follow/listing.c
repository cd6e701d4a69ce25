// SPDX-License-Identifier: GPL-2.0-or-later
/* What the list of processes says, at the beginning and after a loss */
#include <errno.h>
#include <string.h>

#include "internal.h"
#include "proc.h"

/* A list has no arguments.  Return: with a use of the caller's; NULL with ENOMEM */
static struct program *program_of_listed(struct follow *follow)
{
	const struct proclook_record *record = proclook_event_get_record(follow->event);
	char args[PROCLOOK_STRING_MAX];
	size_t len = 0;

	if (!(record->flags & PROCLOOK_F_KERNEL_THREAD))
		len = proc_read_args(record->pid, record->start_ns, args, sizeof(args));
	return program_new(proclook_event_get_path(follow->event), args, len);
}

/* Where the kernel could not resolve the path, a list has its last component only */
static bool has_listed_path(const struct entry *entry, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	const char *path = entry->process.program->path;
	const char *slash = strrchr(path, '/');

	if (slash && record->flags & PROCLOOK_F_PATH_AS_CALLED)
		path = slash + 1;
	return !strcmp(path, proclook_event_get_path(event));
}

/* Return: 1 with @change, 0 if there is nothing to tell, or -1 with errno */
static int take_listed(struct follow *follow, struct change *change)
{
	const struct proclook_record *record = proclook_event_get_record(follow->event);
	struct entry *entry = processes_find(&follow->processes, record->pid);
	bool known = entry;

	if (!entry)
		entry = follow_add(follow, record);
	if (!entry)
		return -1;
	entry->listing = follow->listing;
	process_update(&entry->process, record);
	if (known && has_listed_path(entry, follow->event))
		return 0;
	if (follow_set_program(entry, program_of_listed(follow)))
		return -1;
	follow_expect_another_user(follow, entry);
	return follow_tell(change, known ? CHANGE_EXECED : CHANGE_FOUND, entry, 0);
}

int follow_start_list(struct follow *follow)
{
	follow->list = proclook_processes_new(follow->watch);
	follow->list_due = false;
	follow->listing++;
	return follow->list ? 0 : -1;
}

static int end_list(struct follow *follow, struct change *change)
{
	proclook_processes_free(follow->list);
	follow->list = NULL;
	follow->sweep_due = true;
	return follow_tell(change, CHANGE_READY, NULL, 0);
}

/* Return: 1, 0 behind the last one, or -1 with errno */
static int fetch_listed(struct follow *follow)
{
	int ret;

	do {
		ret = proclook_processes_next(follow->list, follow->event);
	} while (ret < 0 && errno == EINTR);
	return ret;
}

int follow_next_listed(struct follow *follow, struct change *change)
{
	for (;;) {
		int ret = follow->in_hand ? 1 : fetch_listed(follow);

		if (ret < 0)
			return follow_fail(follow, change);
		if (!ret)
			return end_list(follow, change);
		if (follow_replace_older(follow, change))
			return 1;
		ret = take_listed(follow, change);
		if (ret)
			return ret;
	}
}

int follow_sweep(struct follow *follow, struct change *change)
{
	struct entry *entry = processes_each(&follow->processes, follow->swept);

	while (entry && entry->listing == follow->listing) {
		follow->swept = entry;
		entry = processes_each(&follow->processes, entry);
	}
	follow->sweeping = entry;
	if (entry)
		return follow_leave(follow, entry, change, CHANGE_VANISHED, 0);
	follow->swept = NULL;
	follow->sweep_due = false;
	return 0;
}
