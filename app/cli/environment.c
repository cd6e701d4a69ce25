// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "environment.h"
#include "util.h"

/* What proclook_event_format() writes */
static int set_format(const struct proclook_event *event, const char *name,
		      const char *format)
{
	ssize_t len = proclook_event_format(event, format, NULL, 0);
	char *text = len < 0 ? NULL : malloc(len + 1);
	int ret;

	if (!text)
		return -1;
	proclook_event_format(event, format, text, len + 1);
	ret = setenv(name, text, 1);
	free(text);
	return ret;
}

static int set_number(const char *name, int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", number);
	return setenv(name, text, 1);
}

/* As a shell would have seen it */
static int set_status(int status)
{
	if (!WIFSIGNALED(status))
		return set_number("PROCLOOK_STATUS", WEXITSTATUS(status));
	return set_number("PROCLOOK_STATUS", 128 + WTERMSIG(status)) ||
	       set_number("PROCLOOK_SIGNAL", WTERMSIG(status)) ? -1 : 0;
}

static int set_common(const struct proclook_event *event)
{
	static const struct {
		const char *name;
		const char *format;
	} common[] = {
		{ "PROCLOOK_TYPE", "%t" },
		{ "PROCLOOK_SEQ", "%s" },
		{ "PROCLOOK_GENERATION", "%G" },
		{ "PROCLOOK_TIME", "%Z" },
		{ "PROCLOOK_START", "%b" },
		{ "PROCLOOK_PID", "%p" },
		{ "PROCLOOK_PPID", "%P" },
		{ "PROCLOOK_UID", "%u" },
		{ "PROCLOOK_GID", "%g" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(common); i++)
		if (set_format(event, common[i].name, common[i].format))
			return -1;
	/* Bytes as they are: no terminal sees them, no shell reads them */
	return setenv("PROCLOOK_NAME", proclook_event_get_record(event)->comm, 1);
}

/* That of another event, or of a "run" in which this one runs */
static void unset_rest(void)
{
	unsetenv("PROCLOOK_PATH");
	unsetenv("PROCLOOK_ARGS");
	unsetenv("PROCLOOK_STATUS");
	unsetenv("PROCLOOK_SIGNAL");
	unsetenv("PROCLOOK_DURATION");
}

int environment_set(const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	unset_rest();
	if (set_common(event))
		return -1;
	if (record->type == PROCLOOK_EXIT)
		return set_status(record->exit_status) ||
		       set_format(event, "PROCLOOK_DURATION", "%d") ? -1 : 0;
	if (record->type == PROCLOOK_EXEC)
		return setenv("PROCLOOK_PATH", proclook_event_get_path(event), 1) ||
		       set_format(event, "PROCLOOK_ARGS", "%a") ? -1 : 0;
	return 0;
}
