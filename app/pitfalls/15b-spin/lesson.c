// SPDX-License-Identifier: GPL-2.0-or-later
/* F15: a program that polls a sysfs attribute for the wrong thing */
#include "../lesson.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "../driver.h"

#define ATTRIBUTE	"/sys/class/proclook/pitfalls/signal"

static int attribute;

static void acknowledge(void)
{
	char number[32];

	if (pread(attribute, number, sizeof(number), 0) < 0)
		fatal(errno, ATTRIBUTE);
}

static void begin(void)
{
	attribute = open(ATTRIBUTE, O_RDONLY | O_CLOEXEC);
	if (attribute < 0)
		fatal(errno, ATTRIBUTE);
	acknowledge();
}

static void end(void)
{
	close(attribute);
}

/* Return: false if a signal came */
static bool wait_for_news(void)
{
	struct pollfd signal = {
		.fd = attribute,
#ifdef BROKEN
		.events = POLLIN,
#else
		.events = POLLPRI,
#endif
	};
	bool woken;

	wait_begins();
	woken = poll(&signal, 1, -1) > 0;
	wait_ends();
	return woken;
}

/* Nothing happens: it should sleep, but ends when it has been woken often enough */
static void watcher(void)
{
	int spins;

	say("wait");
	for (spins = 0; spins < SPINS && wait_for_news(); spins++) {
		acknowledge();
		tally_woken(true);
	}
	if (spins)
		say("woken %d times, for nothing", spins);
}

static const struct role roles[] = { { "watcher", watcher }, { 0 } };
static const struct step script[] = { { 0 } };

static const struct lesson lesson = {
	.id = "15b",
	.title = "The wrong kind of news: an attribute can always be read",
	.group = GROUP_WAKE_UPS,
	.broken = IS_BROKEN,
	.fails_as = FAULT_SPIN,
	.rule = "Wait for what you wait for; a condition that always holds is no wait.",
	.term = "busy waiting",
	.kept_in = { "app/lib/watch.c:proclook_watch_get_events" },
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
