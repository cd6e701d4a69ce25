// SPDX-License-Identifier: GPL-2.0-or-later
/* F20; the lines that matter are in module/check.c */
#include "../lesson.h"

#include "../driver.h"

static void callback(void)
{
	if (!point("send"))
		return;
	say("101 starts: append, wake");
	tally_sent(101, 1);
	driver_send(101);
}

static void watcher(void)
{
	unsigned int number;
	int error;

	while (point("wait")) {
		say("wait if there is nothing");
		wait_begins();
		error = driver_wait();
		wait_ends();
		if (error)
			return;
		while (!driver_fetch(&number)) {
			say("fetch: %u", number);
			tally_arrived(number);
		}
	}
}

/* It comes when the watcher has looked, and does not sleep yet */
static const struct role roles[] = { { "callback", callback }, { "watcher", watcher }, { 0 } };
static const struct step script[] = {
	STEP("watcher", "wait"),
	STEP("callback", "send"),
	STEP("watcher", "checked"),
	{ 0 }
};

static void begin(void)
{
	driver_open("check", IS_BROKEN);
}

static void end(void)
{
	driver_count_left();
	driver_close();
}

static const struct lesson lesson = {
	.id = "20",
	.title = "Check, then wait: the event comes in between",
	.group = GROUP_WAKE_UPS,
	.core = 4,
	.broken = IS_BROKEN,
	.fails_as = FAULT_LOST_WAKE_UP,
	.rule = "Be in the queue of those who wait before you look whether to wait.",
	.term = "lost wake-up, a TOCTOU: time of check, time of use",
	.kept_in = { "drv/watcher.c:watcher_poll", "drv/attributes.c:signal_show",
		     "drv/named_event.c:named_event_signal" },
	.hold = "checked",
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
