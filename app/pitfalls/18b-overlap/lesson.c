// SPDX-License-Identifier: GPL-2.0-or-later
/* F18: the list has what the events say once more */
#include "../lesson.h"

#include <errno.h>

#include "../driver.h"
#include "../known.h"
#include "../startup.h"

static void watcher(void)
{
	struct proclook_watch *watch;
	uint64_t seq;

	if (!point("start"))
		return;
	watch = watch_open("process");
	say("open the watch");
	point("between");
	seq = known_add_list(watch);
	say("list");
#ifdef BROKEN
	(void)seq;
#else
	if (proclook_watch_seek(watch, seq + 1))
		fatal(errno, "seeking");
	say("go on behind the list");
#endif
	startup_follow(watch);
	proclook_watch_close(watch);
}

static const struct role roles[] = { { "world", startup_world }, { "watcher", watcher }, { 0 } };

/* One before, one in between, one after */
static const struct step script[] = {
	STEP("world", "fork"),
	STEP("watcher", "start"),
	STEP("world", "fork"),
	STEP("watcher", "between"),
	STEP("world", "fork"),
	{ 0 }
};

static const struct lesson lesson = {
	.id = "18b",
	.title = "Start-up overlap: the list has what an event says again",
	.group = GROUP_START,
	.core = 6,
	.broken = IS_BROKEN,
	.fails_as = FAULT_TWICE,
	.rule = "A list says up to which event it is true; only those behind it are news.",
	.term = "snapshot and log, joined by a sequence number",
	.kept_in = { "drv/process_list.c:list_batch", "app/lib/next.c:proclook_watch_seek" },
	.roles = roles,
	.script = script,
	.begin = startup_begin,
	.end = startup_end,
};

LESSON(lesson)
