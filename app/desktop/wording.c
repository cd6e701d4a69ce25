// SPDX-License-Identifier: GPL-2.0-or-later
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "users.h"
#include "wording.h"

#define NSEC_PER_MSEC	1000000
#define NSEC_PER_SEC	G_GUINT64_CONSTANT(1000000000)

/* More of a command line than this is not to be seen on any screen */
#define LONG_COMMAND	1024

char *wording_text(const char *raw, size_t len)
{
	size_t size = proclook_escape(NULL, 0, raw, len) + 1;
	char *text = g_malloc(size);

	proclook_escape(text, size, raw, len);
	return text;
}

/* The wall clock may have been set since then: what counts is the one of now */
static GDateTime *wall_clock(uint64_t boottime_ns)
{
	struct timespec now;
	gint64 ago_us;

	clock_gettime(CLOCK_BOOTTIME, &now);
	ago_us = now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 - (gint64)(boottime_ns / 1000);
	return g_date_time_new_from_unix_local((g_get_real_time() - ago_us) / G_USEC_PER_SEC);
}

static bool is_today(GDateTime *time)
{
	GDateTime *now = g_date_time_new_now_local();
	bool same = g_date_time_get_day_of_year(time) == g_date_time_get_day_of_year(now) &&
		    g_date_time_get_year(time) == g_date_time_get_year(now);

	g_date_time_unref(now);
	return same;
}

char *wording_time(uint64_t boottime_ns)
{
	GDateTime *time = wall_clock(boottime_ns);
	char *text;

	if (!time)
		return g_strdup("");
	/* Translators: a time, and a day with a time, see strftime(3) */
	text = g_date_time_format(time, is_today(time) ? _("%H:%M:%S") : _("%b %-d, %H:%M"));
	g_date_time_unref(time);
	return text;
}

/* The kernel's name is cut; where the path goes on with it, that is the whole one */
char *wording_name(const struct facts *facts)
{
	const char *path = facts->command->path;
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t len = strnlen(facts->comm, sizeof(facts->comm));

	if (len == sizeof(facts->comm) - 1 && !strncmp(name, facts->comm, len))
		return wording_text(name, strlen(name));
	return wording_text(facts->comm, len);
}

char *wording_user(const struct facts *facts)
{
	const char *name = user_name(facts->uid);

	return wording_text(name, strlen(name));
}

static void append_escaped(GString *text, const char *raw, size_t len)
{
	char *escaped = wording_text(raw, len);

	g_string_append(text, escaped);
	g_free(escaped);
}

static char *join_arguments(const struct command *command, const char *between, size_t limit)
{
	GString *text = g_string_new(NULL);
	const char *arg = command->args;
	const char *end = command->args + command->args_len;

	for (; arg < end; arg += strlen(arg) + 1) {
		if (arg > command->args)
			g_string_append(text, between);
		append_escaped(text, arg, strnlen(arg, limit));
		if (text->len < limit)
			continue;
		g_string_append(text, "…");
		break;
	}
	return g_string_free(text, FALSE);
}

char *wording_command(const struct facts *facts)
{
	const struct command *command = facts->command;

	if (command->args_len)
		return join_arguments(command, " ", LONG_COMMAND);
	return wording_text(command->path, strlen(command->path));
}

char *wording_arguments(const struct facts *facts)
{
	return join_arguments(facts->command, "\n", SIZE_MAX);
}

char *wording_span(uint64_t ns)
{
	const unsigned long long seconds = ns / NSEC_PER_SEC;
	const unsigned long long minutes = seconds / 60, hours = minutes / 60, days = hours / 24;

	if (days)
		return g_strdup_printf(_("%llu d %llu h"), days, hours % 24);
	if (hours)
		return g_strdup_printf(_("%llu h %llu min"), hours, minutes % 60);
	if (minutes)
		return g_strdup_printf(_("%llu min %llu s"), minutes, seconds % 60);
	if (seconds && !(ns % NSEC_PER_SEC))
		return g_strdup_printf(_("%llu s"), seconds);
	if (seconds)
		return g_strdup_printf(_("%.1f s"), (double)ns / (double)NSEC_PER_SEC);
	if (ns >= 10 * NSEC_PER_MSEC)
		return g_strdup_printf(_("%.0f ms"), (double)ns / (double)NSEC_PER_MSEC);
	return g_strdup_printf(_("%.1f ms"), (double)ns / (double)NSEC_PER_MSEC);
}

char *wording_duration(const struct facts *facts)
{
	if (!facts->end_ns || facts->end_ns < facts->start_ns)
		return g_strdup("");
	return wording_span(facts->end_ns - facts->start_ns);
}

/* Without SIG; in @buf where it has no name */
static const char *signal_name(int status, char *buf, size_t size)
{
	const char *name = sigabbrev_np(WTERMSIG(status));

	if (name)
		return name;
	snprintf(buf, size, "%d", WTERMSIG(status));
	return buf;
}

static char *wording_signal(const struct facts *facts)
{
	char buf[16];
	const char *name = signal_name(facts->exit_status, buf, sizeof(buf));

	/* Translators: %s is the name of a signal, "TERM" */
	if (facts->outcome == OUTCOME_STOPPED)
		return g_strdup_printf(_("Ended by SIG%s"), name);
	if (facts->outcome == OUTCOME_CRASHED)
		return g_strdup_printf(_("Crashed: SIG%s"), name);
	return g_strdup_printf(_("Killed by SIG%s"), name);
}

char *wording_outcome(const struct facts *facts)
{
	switch (facts->outcome) {
	case OUTCOME_RUNNING:
		return g_strdup(_("Running"));
	case OUTCOME_ENDED:
		return g_strdup(_("Ended"));
	case OUTCOME_UNSEEN:
		return g_strdup(_("Ended unseen"));
	default:
		break;
	}
	if (WIFSIGNALED(facts->exit_status))
		return wording_signal(facts);
	return g_strdup_printf(_("Failed with status %d"), WEXITSTATUS(facts->exit_status));
}
