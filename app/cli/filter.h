/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_FILTER_H
#define PROCLOOK_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <proclook.h>

/* Which events are shown; all zero is every event */
struct filter {
	uint64_t types;
	const char *name;
	pid_t *pids;
	size_t pid_count;
	bool one_user;
	uint32_t uid;
};

/* Return: GO_ON, or the exit code */
int filter_add_types(struct filter *filter, const char *list);
int filter_add_process_types(struct filter *filter, const char *list);
int filter_add_pids(struct filter *filter, const char *list);
int filter_set_user(struct filter *filter, const char *user);
void filter_end(struct filter *filter);

/* Does the name, or the last part of the path, match? */
bool filter_name_matches(const char *glob, const struct proclook_event *event);

bool filter_matches(const struct filter *filter,
		    const struct proclook_event *event);

/* The part of it that the module can test; false if there is none */
bool filter_for_module(const struct filter *filter,
		       struct proclook_filter *part);

#endif /* PROCLOOK_FILTER_H */
