// SPDX-License-Identifier: GPL-2.0-or-later
/* Does a rule hold? */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "rule.h"
#include "status.h"

static bool is_about(const struct rule *rule, const struct rule_event *event)
{
	if (!event->ended)
		return rule->start;
	return rule->end && (!rule->failed || status_is_failure(event->status)) &&
	       (!rule->crashed || status_is_crash(event->status)) &&
	       event->duration_ns >= (uint64_t)rule->min_ns;
}

static bool name_matches(const char *glob, const struct rule_event *event)
{
	const char *slash = strrchr(event->path, '/');

	return !fnmatch(glob, event->comm, 0) ||
	       (*event->path && !fnmatch(glob, slash ? slash + 1 : event->path, 0));
}

static bool args_match(const char *glob, const struct rule_event *event)
{
	char *args = malloc(event->args_len + 1);
	bool matches;

	if (!args)
		return false;
	args_join(args, event->args, event->args_len);
	matches = !fnmatch(glob, args, 0);
	free(args);
	return matches;
}

bool rule_matches(const struct rule *rule, const struct rule_event *event)
{
	return is_about(rule, event) && (!rule->name || name_matches(rule->name, event)) &&
	       (!rule->path || !fnmatch(rule->path, event->path, 0)) &&
	       (!rule->args || args_match(rule->args, event));
}
