// SPDX-License-Identifier: GPL-2.0-or-later
/* F4; the driver is the same in both forms, see module/pop.c */
#include "../lesson.h"

#include "../driver.h"

static void callback(void)
{
	unsigned int number;

	for (number = 101; number <= 103 && point("send"); number++) {
		say("%u starts: append, set", number);
		tally_sent(number, 1);
		driver_send(number);
	}
}

static bool wait_for_event(void)
{
	int error;

	say("wait");
	wait_begins();
	error = driver_wait();
	wait_ends();
	if (!error)
		say("woken");
	return !error;
}

static void take(unsigned int number)
{
	say("pop: %u", number);
	tally_arrived(number);
}

static void consumer(void)
{
	unsigned int number;

	while (point("turn")) {
#ifdef BROKEN
		if (!wait_for_event())
			return;
		if (!driver_fetch(&number))
			take(number);
#else
		if (!driver_fetch(&number))
			take(number);
		else if (!wait_for_event())
			return;
#endif
	}
}

/* Three events before the consumer looks: the event is set once */
static const struct role roles[] = { { "callback", callback }, { "consumer", consumer }, { 0 } };
static const struct step script[] = {
	STEP("callback", "send"),
	STEP("callback", "send"),
	STEP("callback", "send"),
	STEP("consumer", "turn"),
	{ 0 }
};

static void begin(void)
{
	driver_open("pop", IS_BROKEN);
}

static void end(void)
{
	driver_count_left();
	driver_close();
}

static const struct lesson lesson = {
	.id = "4",
	.title = "One pop per wake-up: several events set the flag once",
	.group = GROUP_WAKE_UPS,
	.core = 5,
	.broken = IS_BROKEN,
	.fails_as = FAULT_LOST_WAKE_UP,
	.rule = "Wait only when there is nothing left; a wake-up says \"look\", and not how often.",
	.term = "Mesa: while, not if",
	.kept_in = { "drv/reader.c:wait_for_record", "app/lib/next.c:proclook_watch_next" },
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
