// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include <proclook.h>

#include "args.h"
#include "markup.h"
#include "phrases.h"
#include "status.h"

/* Bytes of a command that are looked at, and that are shown: a bubble is small */
#define COMMAND_MAX	512
#define SHOWN_MAX	200

static const char *outcome(const struct rule_event *event)
{
	if (!event->ended)
		return "has started";
	return status_is_crash(event->status) ? "has crashed" :
	       status_is_failure(event->status) ? "has failed" : "has ended";
}

/* What is known of what it runs */
static size_t take_command(const struct rule_event *event, char *command)
{
	size_t len = event->args_len < COMMAND_MAX ? event->args_len : COMMAND_MAX;

	if (len)
		args_join(command, event->args, len);
	else
		snprintf(command, COMMAND_MAX + 1, "%s",
			 *event->path ? event->path : event->comm);
	return strlen(command);
}

/* In the body, where text could be markup; very long ones are cut */
static void put_command(const struct rule_event *event, char *body, size_t size)
{
	char command[COMMAND_MAX + 1], shown[SHOWN_MAX + 1];
	size_t len = take_command(event, command);
	bool cut = proclook_escape(shown, sizeof(shown), command, len) >= sizeof(shown) ||
		   event->args_len > COMMAND_MAX;
	size_t used;

	markup_escape(body, size, shown);
	used = strlen(body);
	snprintf(body + used, size - used, "%s", cut ? "..." : "");
}

static void put_duration(uint64_t ns, char *text, size_t size)
{
	uintmax_t tenths = ns / 100000000, s = tenths / 10;

	if (!tenths)
		snprintf(text, size, "%ju ms", (uintmax_t)ns / 1000000);
	else if (s < 60)
		snprintf(text, size, "%ju.%ju s", s, tenths % 10);
	else if (s < 3600)
		snprintf(text, size, "%ju min %ju s", s / 60, s % 60);
	else
		snprintf(text, size, "%ju h %ju min", s / 3600, s / 60 % 60);
}

void phrases_compose(struct bubble *bubble, const struct rule_event *event, int32_t pid)
{
	char name[4 * PROCLOOK_COMM_LEN], status[40], duration[48];
	size_t used;

	proclook_escape(name, sizeof(name), event->comm, strlen(event->comm));
	snprintf(bubble->summary, sizeof(bubble->summary), "%s %s", name, outcome(event));
	put_command(event, bubble->body, sizeof(bubble->body) / 2);
	used = strlen(bubble->body);
	if (!event->ended) {
		snprintf(bubble->body + used, sizeof(bubble->body) - used, ", process %d", pid);
		return;
	}
	status_format(event->status, status, sizeof(status));
	put_duration(event->duration_ns, duration, sizeof(duration));
	snprintf(bubble->body + used, sizeof(bubble->body) - used, ", process %d: %s after %s",
		 pid, status, duration);
}
