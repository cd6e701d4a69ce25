// SPDX-License-Identifier: GPL-2.0-or-later
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "util.h"

/* "all" names types of later modules too: with it, nothing is asked */
#define ALL_TYPES	(~0U)

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

int filter_add_types(struct filter *filter, const char *list)
{
	const char *rest = list;
	char item[16];

	while (rest) {
		int type;

		if (!next_item(&rest, item, sizeof(item)))
			goto bad;
		if (!strcmp(item, "all")) {
			filter->types = ALL_TYPES;
			continue;
		}
		type = proclook_type_from_string(item);
		if (type < 0)
			goto bad;
		filter->types |= 1U << type;
	}
	return GO_ON;
bad:
	return usage_error("--event: '%s' is not a list of fork, exec, exit or all",
			   list);
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
	return type < 32 && filter->types & 1U << type;
}

static bool has_pid(const struct filter *filter, pid_t pid)
{
	size_t i;

	for (i = 0; i < filter->pid_count; i++)
		if (filter->pids[i] == pid)
			return true;
	return !filter->pid_count;
}

static bool has_name(const struct filter *filter,
		     const struct proclook_event *event)
{
	const char *path = proclook_event_get_path(event);
	const char *slash = strrchr(path, '/');

	if (!filter->name)
		return true;
	return !fnmatch(filter->name, proclook_event_get_record(event)->comm, 0) ||
	       !fnmatch(filter->name, slash ? slash + 1 : path, 0);
}

bool filter_matches(const struct filter *filter,
		    const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	return has_type(filter, record->type) && has_pid(filter, record->pid) &&
	       has_name(filter, event);
}
