// SPDX-License-Identifier: GPL-2.0-or-later
/* F1; the lines that matter are in module/pulse.c */
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

/* The second one starts while the watcher is busy with the first */
static const struct role roles[] = { { "callback", callback }, { "watcher", watcher }, { 0 } };
static const struct step script[] = {
	STEP("watcher", "wait"),
	STEP("callback", "send"),
	STEP("watcher", "fetch"),
	STEP("callback", "send"),
	{ 0 }
};

static void begin(void)
{
	driver_open("pulse", IS_BROKEN);
	channel_open(&channel, IS_BROKEN);
}

static void end(void)
{
	driver_count_left();
	channel_close(&channel);
	driver_close();
}

static const struct lesson lesson = {
	.id = "1",
	.title = "Pulse: the event is set and cleared in one breath",
	.group = GROUP_WAKE_UPS,
	.core = 1,
	.broken = IS_BROKEN,
	.fails_as = FAULT_LOST_WAKE_UP,
	.rule = "An event stays signalled for each watcher until that watcher has fetched it.",
	.term = "level and edge",
	.kept_in = { "drv/watcher.c:watcher_poll", "drv/snapshot.c:take_snapshot" },
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
