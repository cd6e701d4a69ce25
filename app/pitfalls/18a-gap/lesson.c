// SPDX-License-Identifier: GPL-2.0-or-later
/* F18: first the list, then the events; or the other way round? */
#include "../lesson.h"

#include <errno.h>

#include "../driver.h"
#include "../known.h"
#include "../startup.h"

static void watcher(void)
{
	struct proclook_watch *watch;

	if (!point("start"))
		return;
#ifdef BROKEN
	say("list: %d", known_add_proc());
	point("between");
	watch = watch_open("process");
	say("open the watch");
#else
	watch = watch_open("process");
	say("open the watch");
	point("between");
	if (proclook_watch_seek(watch, known_add_list(watch) + 1))
		fatal(errno, "seeking");
	say("list, and go on behind it");
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
	.id = "18a",
	.title = "Start-up gap: first the list, then the events",
	.group = GROUP_START,
	.core = 6,
	.broken = IS_BROKEN,
	.fails_as = FAULT_SILENT_LOSS,
	.rule = "Listen before you look: what comes meanwhile is an event.",
	.term = "TOCTOU: time of check, time of use",
	.kept_in = { "drv/process_list.c:list_batch", "app/cli/await.c:look",
		     "app/follow/listing.c:follow_start_list" },
	.roles = roles,
	.script = script,
	.begin = startup_begin,
	.end = startup_end,
};

LESSON(lesson)
