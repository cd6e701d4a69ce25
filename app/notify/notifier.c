// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What ends badly becomes a bubble, at most one a second: what comes meanwhile waits in the
 * module's history, and is in the next one together.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "device.h"
#include "diagnose.h"
#include "markup.h"
#include "notifier.h"
#include "util.h"

#define PAUSE_NS	1000000000LL

/* By one of the signals that say that a program did what it must not, see signal(7) */
static bool is_crash(int status)
{
	if (!WIFSIGNALED(status))
		return false;
	switch (WTERMSIG(status)) {
	case SIGSEGV:
	case SIGABRT:
	case SIGBUS:
	case SIGFPE:
	case SIGILL:
	case SIGSYS:
	case SIGTRAP:
		return true;
	default:
		return false;
	}
}

static void take_event(struct notifier *notifier)
{
	const struct proclook_event *event = notifier->event;
	char text[128];

	notifier->missed += proclook_event_get_missed(event);
	if (!is_crash(proclook_event_get_record(event)->exit_status) || notifier->count++)
		return;
	proclook_event_format(event, "%c has crashed", notifier->summary,
			      sizeof(notifier->summary));
	proclook_event_format(event, "%c, process %p: %x", text, sizeof(text));
	markup_escape(notifier->body, sizeof(notifier->body), text);
}

/* Return: GO_ON, or the exit code */
static int take_events(struct notifier *notifier)
{
	int new;

	while ((new = device_next(notifier->watch, notifier->event)) > 0)
		take_event(notifier);
	return new < 0 ? device_explain(errno, DEFAULT_NAME) : GO_ON;
}

static void add_count(struct notifier *notifier, uint64_t count, const char *what)
{
	size_t used = strlen(notifier->body);

	snprintf(notifier->body + used, sizeof(notifier->body) - used, "%s%ju %s",
		 used ? "\n" : "", (uintmax_t)count, what);
}

static void compose(struct notifier *notifier)
{
	if (!notifier->count) {
		snprintf(notifier->summary, sizeof(notifier->summary), "Not everything was seen");
		notifier->body[0] = '\0';
	}
	if (notifier->count > 1)
		add_count(notifier, notifier->count - 1, "more since then");
	if (notifier->missed)
		add_count(notifier, notifier->missed, "processes have ended unseen");
}

/* Without a daemon now there may be one later */
static int refused(struct notifier *notifier)
{
	if (errno != ENOENT && errno != ETIMEDOUT) {
		warn_plain("the user's bus: %s", strerror(errno));
		return EXIT_ERROR;
	}
	if (!notifier->refused)
		warn_plain("no notification daemon tells: %s", notifier->summary);
	notifier->refused = true;
	return GO_ON;
}

/* Return: GO_ON, or the exit code */
static int pause_once(struct notifier *notifier)
{
	int code;
	bool over;

	notifier->sleep.nap = PAUSE_NS;
	over = sleep_on(&notifier->sleep, -1, 0, &code);
	notifier->sleep.nap = NEVER;
	return over ? GO_ON : code;
}

/* Return: GO_ON, or the exit code */
static int tell(struct notifier *notifier)
{
	int code = GO_ON;

	if (!notifier->count && !notifier->missed)
		return GO_ON;
	compose(notifier);
	if (bubbles_show(notifier->bubbles, notifier->summary, notifier->body))
		code = refused(notifier);
	if (code != GO_ON)
		return code;
	notifier->count = 0;
	notifier->missed = 0;
	return pause_once(notifier);
}

/* One's own, also where one may see those of others */
static int set_filter(struct notifier *notifier)
{
	const struct proclook_filter filter = {
		.types = 1ULL << PROCLOOK_EXIT,
		.flags = PROCLOOK_FILTER_UID,
		.uid = getuid(),
	};

	if (!proclook_watch_set_filter(notifier->watch, &filter))
		return GO_ON;
	return device_explain(errno, DEFAULT_NAME);
}

static int start(struct notifier *notifier)
{
	sleep_start(&notifier->sleep, NEVER, NEVER);
	notifier->sleep.ignore_reader = true;
	if (sleep_catch_signals(&notifier->sleep)) {
		warn_plain("signalfd: %s", strerror(errno));
		return EXIT_ERROR;
	}
	notifier->event = proclook_event_new();
	if (!notifier->event) {
		warn_plain("no memory");
		return EXIT_ERROR;
	}
	notifier->bubbles = bubbles_open();
	if (!notifier->bubbles) {
		warn_plain("the user's bus: %s; is this a session?", strerror(errno));
		return EXIT_ERROR;
	}
	notifier->watch = proclook_watch_open(DEFAULT_NAME, PROCLOOK_WAIT_DEVICE);
	if (!notifier->watch)
		return explain(errno, DEFAULT_NAME);
	return set_filter(notifier);
}

/* Return: GO_ON, or the exit code */
static int wait_for_news(struct notifier *notifier)
{
	int code;

	return sleep_on(&notifier->sleep, proclook_watch_get_fd(notifier->watch),
			proclook_watch_get_events(notifier->watch), &code) ? GO_ON : code;
}

int notifier_run(struct notifier *notifier)
{
	int code = start(notifier);

	while (code == GO_ON) {
		code = take_events(notifier);
		if (code == GO_ON)
			code = tell(notifier);
		if (code == GO_ON)
			code = wait_for_news(notifier);
	}
	proclook_watch_close(notifier->watch);
	bubbles_close(notifier->bubbles);
	proclook_event_free(notifier->event);
	/* It was asked to end and has done so: it does not die of the signal */
	notifier->sleep.caught = 0;
	sleep_end(&notifier->sleep);
	return code;
}
