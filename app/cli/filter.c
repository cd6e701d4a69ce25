// SPDX-License-Identifier: GPL-2.0-or-later
#include <fnmatch.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "util.h"

/* "all" names types of later modules too: with it, nothing is asked */
#define ALL_TYPES	PROCLOOK_FILTER_ALL_TYPES

/* As messages name them */
#define EVENT_TYPES \
	"fork, exec, exit, thread_create, thread_exit, image_load or all"

/* Of these only the short name can match: they have no path */
#define TYPES_WITHOUT_PATH \
	(type_bit(PROCLOOK_FORK) | type_bit(PROCLOOK_EXIT) | \
	 type_bit(PROCLOOK_THREAD_CREATE) | type_bit(PROCLOOK_THREAD_EXIT))

/* Those of the named event "process" */
#define PROCESS_TYPES \
	(type_bit(PROCLOOK_FORK) | type_bit(PROCLOOK_EXEC) | type_bit(PROCLOOK_EXIT))

/* What is no event, such as "existing", has no bit */
static uint64_t type_bit(int type)
{
	return type > 0 && type < 64 ? 1ULL << type : 0;
}

/* The next item of a list with commas; NULL where it is empty or too long */
static const char *next_item(const char **list, char *item, size_t size)
{
	size_t len = strcspn(*list, ",");

	if (!len || len >= size)
		return NULL;
	memcpy(item, *list, len);
	item[len] = '\0';
	*list += len;
	if (**list == ',')
		++*list;
	else
		*list = NULL;
	return item;
}

static bool add_types(struct filter *filter, const char *list, uint64_t known)
{
	char item[16];

	while (list) {
		uint64_t bit;

		if (!next_item(&list, item, sizeof(item)))
			return false;
		bit = strcmp(item, "all") ?
		      type_bit(proclook_type_from_string(item)) & known : ALL_TYPES;
		if (!bit)
			return false;
		filter->types |= bit;
	}
	return true;
}

int filter_add_types(struct filter *filter, const char *list)
{
	if (add_types(filter, list, ALL_TYPES))
		return GO_ON;
	return usage_error("--event: '%s' is not a list of " EVENT_TYPES, list);
}

int filter_add_process_types(struct filter *filter, const char *list)
{
	if (add_types(filter, list, PROCESS_TYPES))
		return GO_ON;
	return usage_error("--on: '%s' is not a list of fork, exec, exit or all", list);
}

static int add_pid(struct filter *filter, pid_t pid)
{
	pid_t *pids = realloc(filter->pids,
			      (filter->pid_count + 1) * sizeof(*pids));

	if (!pids) {
		warn_plain("no memory");
		return EXIT_ERROR;
	}
	filter->pids = pids;
	pids[filter->pid_count++] = pid;
	return GO_ON;
}

int filter_add_pids(struct filter *filter, const char *list)
{
	const char *rest = list;
	char item[16];

	while (rest) {
		uint64_t pid;
		int code;

		if (!next_item(&rest, item, sizeof(item)) ||
		    parse_number(item, INT32_MAX, &pid) || !pid)
			return usage_error("--pid: '%s' is not a list of process ids",
					   list);
		code = add_pid(filter, (pid_t)pid);
		if (code != GO_ON)
			return code;
	}
	return GO_ON;
}

int filter_set_user(struct filter *filter, const char *user)
{
	const struct passwd *entry = getpwnam(user);
	uint64_t uid;

	if (entry)
		uid = entry->pw_uid;
	else if (parse_number(user, UINT32_MAX - 1, &uid))
		return usage_error("--user: '%s' is neither a user nor a user id", user);
	filter->one_user = true;
	filter->uid = (uint32_t)uid;
	return GO_ON;
}

void filter_end(struct filter *filter)
{
	free(filter->pids);
	filter->pids = NULL;
	filter->pid_count = 0;
}

static bool has_type(const struct filter *filter, unsigned int type)
{
	if (!filter->types || filter->types == ALL_TYPES)
		return true;
	return filter->types & type_bit((int)type);
}

static bool has_pid(const struct filter *filter, pid_t pid)
{
	size_t i;

	for (i = 0; i < filter->pid_count; i++)
		if (filter->pids[i] == pid)
			return true;
	return !filter->pid_count;
}

bool filter_name_matches(const char *glob, const struct proclook_event *event)
{
	const char *path = proclook_event_get_path(event);
	const char *slash = strrchr(path, '/');

	return !fnmatch(glob, proclook_event_get_record(event)->comm, 0) ||
	       (*path && !fnmatch(glob, slash ? slash + 1 : path, 0));
}

bool filter_matches(const struct filter *filter,
		    const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	return has_type(filter, record->type) && has_pid(filter, record->pid) &&
	       (!filter->one_user || filter->uid == record->uid) &&
	       (!filter->name || filter_name_matches(filter->name, event));
}

/* What each short name that can match begins with; perhaps nothing */
static void get_prefix(const struct filter *filter, char *comm, size_t size)
{
	size_t len;

	if (!filter->name || !filter->types || filter->types & ~TYPES_WITHOUT_PATH)
		return;
	len = strcspn(filter->name, "*?[\\");
	memcpy(comm, filter->name, len < size ? len : size - 1);
}

bool filter_for_module(const struct filter *filter, struct proclook_filter *part)
{
	memset(part, 0, sizeof(*part));
	part->types = filter->types ? filter->types : ALL_TYPES;
	if (filter->one_user) {
		part->flags |= PROCLOOK_FILTER_UID;
		part->uid = filter->uid;
	}
	get_prefix(filter, part->comm, sizeof(part->comm));
	if (*part->comm)
		part->flags |= PROCLOOK_FILTER_COMM;
	return part->flags || part->types != ALL_TYPES;
}
