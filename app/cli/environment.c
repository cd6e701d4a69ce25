// SPDX-License-Identifier: GPL-2.0-or-later
/* No setenv(): it keeps each value for ever, and there is one for each event */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "environment.h"
#include "util.h"

#define PREFIX	"PROCLOOK_"

/* Most that an event has */
#define OWN_MAX	16

static int set(struct environment *env, const char *name, const char *value)
{
	if (asprintf(&env->strings[env->own], PREFIX "%s=%s", name, value) < 0)
		return -1;
	env->own++;
	return 0;
}

/* What proclook_event_format() writes */
static int set_format(struct environment *env, const struct proclook_event *event,
		      const char *name, const char *format)
{
	ssize_t len = proclook_event_format(event, format, NULL, 0);
	char *text = len < 0 ? NULL : malloc(len + 1);
	int ret;

	if (!text)
		return -1;
	proclook_event_format(event, format, text, len + 1);
	ret = set(env, name, text);
	free(text);
	return ret;
}

static int set_number(struct environment *env, const char *name, int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", number);
	return set(env, name, text);
}

/* As a shell would have seen it */
static int set_status(struct environment *env, int status)
{
	if (!WIFSIGNALED(status))
		return set_number(env, "STATUS", WEXITSTATUS(status));
	return set_number(env, "STATUS", 128 + WTERMSIG(status)) ||
	       set_number(env, "SIGNAL", WTERMSIG(status)) ? -1 : 0;
}

static int set_common(struct environment *env, const struct proclook_event *event)
{
	static const struct {
		const char *name;
		const char *format;
	} common[] = {
		{ "TYPE", "%t" },
		{ "SEQ", "%s" },
		{ "GENERATION", "%G" },
		{ "TIME", "%Z" },
		{ "START", "%b" },
		{ "PID", "%p" },
		{ "PPID", "%P" },
		{ "UID", "%u" },
		{ "GID", "%g" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(common); i++)
		if (set_format(env, event, common[i].name, common[i].format))
			return -1;
	/* Bytes as they are: no terminal sees them, no shell reads them */
	return set(env, "NAME", proclook_event_get_record(event)->comm);
}

static int set_all(struct environment *env, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	if (set_common(env, event))
		return -1;
	if (record->type == PROCLOOK_EXIT)
		return set_status(env, record->exit_status) ||
		       set_format(env, event, "DURATION", "%d") ? -1 : 0;
	if (record->type == PROCLOOK_EXEC)
		return set(env, "PATH", proclook_event_get_path(event)) ||
		       set_format(env, event, "ARGS", "%a") ? -1 : 0;
	return 0;
}

/* But for those of a "run" in which this one runs */
static void add_inherited(struct environment *env)
{
	size_t count = env->own;
	char **other;

	for (other = environ; *other; other++)
		if (strncmp(*other, PREFIX, strlen(PREFIX)))
			env->strings[count++] = *other;
	env->strings[count] = NULL;
}

int environment_start(struct environment *env, const struct proclook_event *event)
{
	size_t others = 0;

	while (environ[others])
		others++;
	env->own = 0;
	env->strings = calloc(OWN_MAX + others + 1, sizeof(*env->strings));
	if (!env->strings || set_all(env, event))
		return -1;
	add_inherited(env);
	return 0;
}

void environment_end(struct environment *env)
{
	while (env->own)
		free(env->strings[--env->own]);
	free(env->strings);
}
