// SPDX-License-Identifier: GPL-2.0-or-later
/* F14: is it a new event, or the last one once more? */
#include "../lesson.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>

#include "../child.h"
#include "../driver.h"

#define NAME	"pitfalls-child"

static struct proclook_watch *watch;
static struct proclook_event *event;
static pid_t pid;

/* Forks and exits of the children alone, which are born with their parent's name */
static void set_filter(void)
{
	struct proclook_filter filter = {
		.types = 1 << PROCLOOK_FORK | 1 << PROCLOOK_EXIT,
		.flags = PROCLOOK_FILTER_COMM,
		.comm = NAME,
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

/* Events 1, 2 and 3; the second process gets the id of the first */
static void world(void)
{
	prctl(PR_SET_NAME, NAME);
	if (point("fork")) {
		tally_sent(1, 1);
		pid = child_start(0);
		say("fork %d", pid);
	}
	if (point("exit")) {
		tally_sent(2, 1);
		child_end(pid);
		say("exit %d", pid);
	}
	if (point("fork again")) {
		tally_sent(3, 1);
		child_start(pid);
		say("fork %d", pid);
	}
}

static bool is_new(const struct proclook_record *record, const struct proclook_record *last)
{
#ifdef BROKEN
	return record->pid != last->pid || record->ppid != last->ppid ||
	       record->type != last->type;
#else
	return record->seq != last->seq;
#endif
}

static void show(const struct proclook_record *record, unsigned int number, bool new)
{
	if (!new) {
		say("%s %d: a repeat", proclook_type_to_string(record->type), record->pid);
		tally_mistaken();
		return;
	}
	say("%s %d: new", proclook_type_to_string(record->type), record->pid);
	tally_arrived(number);
}

static void watcher(void)
{
	struct proclook_record last = { 0 };
	unsigned int number = 0;

	while (point("wait")) {
		bool woken;

		wait_begins();
		woken = watch_wait(watch);
		wait_ends();
		if (!woken || !point("fetch"))
			return;
		/* A wake-up for what was fetched before is no news in either form */
		if (proclook_watch_read(watch, event) != 1)
			continue;
		tally_told((unsigned int)proclook_event_get_missed(event));
		number += (unsigned int)proclook_event_get_missed(event) + 1;
		show(proclook_event_get_record(event), number,
		     is_new(proclook_event_get_record(event), &last));
		last = *proclook_event_get_record(event);
	}
}

static const struct role roles[] = { { "world", world }, { "watcher", watcher }, { 0 } };

/* The exit, and a fork with the same id, before the watcher fetches again */
static const struct step script[] = {
	STEP("watcher", "wait"),
	STEP("world", "fork"),
	STEP("watcher", "fetch"),
	STEP("watcher", "wait"),
	STEP("world", "exit"),
	STEP("world", "fork again"),
	{ 0 }
};

static const struct lesson lesson = {
	.id = "14",
	.title = "A new event that looks like the last one",
	.group = GROUP_IDENTITY,
	.core = 3,
	.broken = IS_BROKEN,
	.fails_as = FAULT_MISTAKEN,
	.rule = "Events are compared by their number, processes by pid and start time.",
	.term = "ABA",
	.kept_in = { "app/lib/read.c:is_new", "drv/named_event.c:named_event_signal" },
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
