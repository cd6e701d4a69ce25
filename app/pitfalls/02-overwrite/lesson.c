// SPDX-License-Identifier: GPL-2.0-or-later
/* F2; the lines that matter are in module/overwrite.c */
#include "../lesson.h"

#include "../channel.h"
#include "../driver.h"

static struct channel channel;

static void callback(void)
{
	channel_tell(2, 1);
}

static void watcher(void)
{
	channel_follow(&channel);
}

/* Both start between the wake-up and the fetch */
static const struct role roles[] = { { "callback", callback }, { "watcher", watcher }, { 0 } };
static const struct step script[] = {
	STEP("watcher", "wait"),
	STEP("callback", "send"),
	STEP("callback", "send"),
	{ 0 }
};

static void begin(void)
{
	driver_open("overwrite", IS_BROKEN);
	channel_open(&channel, IS_BROKEN);
}

static void end(void)
{
	driver_count_left();
	channel_close(&channel);
	driver_close();
}

static const struct lesson lesson = {
	.id = "2",
	.title = "Overwrite: one slot, many events",
	.group = GROUP_STATE,
	.core = 2,
	.broken = IS_BROKEN,
	.fails_as = FAULT_SILENT_LOSS,
	.rule = "What may be overwritten is numbered, so that a loss is a number.",
	.term = "backpressure, or a bounded buffer that says what it dropped",
	.kept_in = { "drv/named_event.c:named_event_signal", "drv/history.c:history_add",
		     "app/lib/next.c:proclook_watch_next" },
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
