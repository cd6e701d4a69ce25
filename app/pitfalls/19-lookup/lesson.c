// SPDX-License-Identifier: GPL-2.0-or-later
/* F19: an event says who, and /proc is asked what that one is */
#include "../lesson.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

#include "../child.h"
#include "../driver.h"
#include "util.h"

#define PREFIX	"pitfalls-"

static const char *const names[2] = { PREFIX "one", PREFIX "other" };

static struct proclook_watch *watch;
static struct proclook_event *event;
static pid_t pid;

static void set_filter(void)
{
	struct proclook_filter filter = {
		.types = 1 << PROCLOOK_FORK,
		.flags = PROCLOOK_FILTER_COMM,
		.comm = PREFIX,
	};

	if (proclook_watch_set_filter(watch, &filter))
		fatal(errno, "a filter");
}

static void begin(void)
{
	watch = watch_open("process");
	set_filter();
	event = event_new();
}

static void end(void)
{
	child_end(pid);
	proclook_watch_close(watch);
	proclook_event_free(event);
}

/* A process is born with the name of the thread that forks it */
static void start(unsigned int number)
{
	prctl(PR_SET_NAME, names[number - 1]);
	tally_sent(number, 1);
	pid = child_start(pid);
	say("fork %d, \"%s\"", pid, names[number - 1]);
}

static void world(void)
{
	pid = 0;
	if (point("fork"))
		start(1);
	if (point("exit")) {
		child_end(pid);
		say("exit %d", pid);
	}
	if (point("fork again"))
		start(2);
}

static void look_up(const struct proclook_record *record, char *name, size_t size)
{
#ifdef BROKEN
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/comm", record->pid);
	if (read_line(path, name, size))
		snprintf(name, size, "gone");
#else
	snprintf(name, size, "%s", record->comm);
#endif
}

static void take(const struct proclook_record *record, unsigned int number)
{
	char name[64];

	say("fork %d; what is it?", record->pid);
	point("look up");
	look_up(record, name, sizeof(name));
	say("%d is \"%s\"", record->pid, name);
	if (number <= 2 && !strcmp(name, names[number - 1]))
		tally_arrived(number);
	else
		tally_mixed_up();
}

static void watcher(void)
{
	unsigned int number = 0;

	while (point("wait")) {
		bool woken;

		while (watch_next(watch, event))
			take(proclook_event_get_record(event), ++number);
		wait_begins();
		woken = watch_wait(watch);
		wait_ends();
		if (!woken)
			return;
	}
}

/* Between the event and the look another process gets the id */
static const struct role roles[] = { { "world", world }, { "watcher", watcher }, { 0 } };
static const struct step script[] = {
	STEP("watcher", "wait"),
	STEP("world", "fork"),
	STEP("watcher", "wait"),
	STEP("world", "exit"),
	STEP("world", "fork again"),
	STEP("watcher", "look up"),
	{ 0 }
};

static const struct lesson lesson = {
	.id = "19",
	.title = "A process id that is looked up later",
	.group = GROUP_IDENTITY,
	.broken = IS_BROKEN,
	.fails_as = FAULT_SOMEBODY_ELSE,
	.rule = "What is to be known of an event is in its record, taken when it happened.",
	.term = "TOCTOU: time of check, time of use",
	.kept_in = { "drv/record.c:record_fill", "app/follow/proc.c:proc_read_args" },
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
