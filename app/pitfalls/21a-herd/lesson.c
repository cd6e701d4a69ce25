// SPDX-License-Identifier: GPL-2.0-or-later
/* F21, a job for one of several; the lines that matter are in module/herd.c */
#include "../lesson.h"

#include "../driver.h"

static void callback(void)
{
	if (!point("send"))
		return;
	say("job 101: append, set");
	tally_sent(101, 1);
	driver_send(101);
}

/* Return: how many it did */
static int work(void)
{
	unsigned int number;
	int done = 0;

	for (; !driver_fetch(&number); done++) {
		say("does job %u", number);
		tally_arrived(number);
	}
	return done;
}

static void worker(void)
{
	while (point("wait")) {
		int done, error;

		say("wait");
		wait_begins();
		error = driver_wait();
		wait_ends();
		if (error || !point("work"))
			return;
		done = work();
		tally_woken(!done);
		if (!done)
			say("woken, nothing there");
	}
}

static const struct role roles[] = {
	{ "callback", callback },
	{ "worker A", worker },
	{ "worker B", worker },
	{ "worker C", worker },
	{ 0 }
};

/* One job, when all three wait */
static const struct step script[] = {
	STEP("worker A", "wait"),
	STEP("worker B", "wait"),
	STEP("worker C", "wait"),
	STEP("callback", "send"),
	STEP("worker A", "work"),
	STEP_IF_THERE("worker B", "work"),
	STEP_IF_THERE("worker C", "work"),
	{ 0 }
};

static void begin(void)
{
	driver_open("herd", IS_BROKEN);
}

static void end(void)
{
	driver_count_left();
	driver_close();
}

static const struct lesson lesson = {
	.id = "21a",
	.title = "A job for one wakes all of them",
	.group = GROUP_WAITERS,
	.core = 5,
	.broken = IS_BROKEN,
	.fails_as = FAULT_HERD,
	.rule = "Wake only those for whom there is something.",
	.term = "thundering herd",
	.kept_in = { "drv/filter.c:filters_wake_all", "drv/named_event.c:named_event_wake" },
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
