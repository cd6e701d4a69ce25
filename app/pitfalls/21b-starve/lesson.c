// SPDX-License-Identifier: GPL-2.0-or-later
/* F21, news for all; the lines that matter are in module/starve.c */
#include "../lesson.h"

#include "../channel.h"
#include "../driver.h"

#define WATCHERS	3

static struct channel channels[WATCHERS];

static void callback(void)
{
	channel_tell(1, WATCHERS);
}

/* The callback is actor 0 */
static void watcher(void)
{
	channel_follow(&channels[actor_number() - 1]);
}

static const struct role roles[] = {
	{ "callback", callback },
	{ "watcher A", watcher },
	{ "watcher B", watcher },
	{ "watcher C", watcher },
	{ 0 }
};

static const struct step script[] = {
	STEP("watcher A", "wait"),
	STEP("watcher B", "wait"),
	STEP("watcher C", "wait"),
	STEP("callback", "send"),
	STEP("watcher A", "fetch"),
	STEP_IF_THERE("watcher B", "fetch"),
	STEP_IF_THERE("watcher C", "fetch"),
	{ 0 }
};

static void begin(void)
{
	int i;

	driver_open("starve", IS_BROKEN);
	for (i = 0; i < WATCHERS; i++)
		channel_open(&channels[i], IS_BROKEN);
}

static void end(void)
{
	int i;

	for (i = 0; i < WATCHERS; i++)
		channel_close(&channels[i]);
	driver_close();
}

static const struct lesson lesson = {
	.id = "21b",
	.title = "News for all wakes one of them",
	.group = GROUP_WAITERS,
	.core = 5,
	.broken = IS_BROKEN,
	.fails_as = FAULT_STARVED,
	.rule = "What has been seen is a matter of each watcher, and never reset for the others.",
	.term = "broadcast and signal of a condition variable; starvation",
	.kept_in = { "drv/named_event.c:wake_pollers", "drv/snapshot.c:take_snapshot" },
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
