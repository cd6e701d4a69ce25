/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_FILTER_H
#define PROCLOOK_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include <proclook.h>

/* Which events are shown; all zero is every event */
struct filter {
	unsigned int types;
	const char *name;
	pid_t *pids;
	size_t pid_count;
};

/* Return: GO_ON, or the exit code */
int filter_add_types(struct filter *filter, const char *list);
int filter_add_pids(struct filter *filter, const char *list);
void filter_end(struct filter *filter);

bool filter_matches(const struct filter *filter,
		    const struct proclook_event *event);

#endif /* PROCLOOK_FILTER_H */
