// SPDX-License-Identifier: GPL-2.0-or-later
/* F15: a program that waits for a sysfs attribute, which is acknowledged by reading it */
#include "../lesson.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "../driver.h"

#define ATTRIBUTE	"/sys/class/proclook/pitfalls/signal"

static struct proclook_watch *watch;
static struct proclook_event *event;
static int attributes[2];

/* Reading is what makes the next poll() sleep, until there is something newer */
static void acknowledge(int fd)
{
	char number[32];

	if (pread(fd, number, sizeof(number), 0) < 0)
		fatal(errno, ATTRIBUTE);
}

static bool poll_attribute(int fd)
{
	struct pollfd signal = { .fd = fd, .events = POLLPRI };

	return poll(&signal, 1, -1) > 0;
}

static int open_attribute(void)
{
	int fd = open(ATTRIBUTE, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		fatal(errno, ATTRIBUTE);
	acknowledge(fd);
	return fd;
}

static void begin(void)
{
	/* It publishes, and that is all that is asked of it */
	driver_open("pulse", false);
	attributes[0] = open_attribute();
	attributes[1] = open_attribute();
	watch = watch_open("pitfalls");
	event = event_new();
}

/* Return: is there something that the watcher has not seen? */
static bool fetch_newest(void)
{
	if (proclook_watch_read(watch, event) != 1)
		return false;
	tally_told((unsigned int)proclook_event_get_missed(event));
	return true;
}

static void end(void)
{
	if (fetch_newest())
		tally_left();
	proclook_watch_close(watch);
	proclook_event_free(event);
	close(attributes[0]);
	close(attributes[1]);
	driver_close();
}

/*
 * Pollers of an attribute are woken by a work of the kernel's: the event has been told of when
 * it has woken this one, too.
 */
static void callback(void)
{
	unsigned int number;

	for (number = 101; number <= 102 && point("send"); number++) {
		say("%u starts: tell", number);
		tally_sent(number, 1);
		acknowledge(attributes[0]);
		driver_send(number);
		while (!poll_attribute(attributes[0]))
			;
	}
}

static void show_newest(void)
{
	unsigned int number;

	if (!fetch_newest()) {
		say("fetch: nothing new");
		return;
	}
	number = (unsigned int)proclook_event_get_record(event)->pid;
	say("fetch: %u", number);
	tally_arrived(number);
}

static void take(void)
{
#ifdef BROKEN
	show_newest();
	point("between");
	acknowledge(attributes[1]);
	say("acknowledge");
#else
	acknowledge(attributes[1]);
	say("acknowledge");
	point("between");
	show_newest();
#endif
}

static void watcher(void)
{
	while (point("wait")) {
		bool woken;

		say("wait");
		wait_begins();
		woken = poll_attribute(attributes[1]);
		wait_ends();
		if (!woken || !point("take"))
			return;
		take();
	}
}

/* The second one starts between the two steps of the watcher */
static const struct role roles[] = { { "callback", callback }, { "watcher", watcher }, { 0 } };
static const struct step script[] = {
	STEP("watcher", "wait"),
	STEP("callback", "send"),
	STEP("watcher", "take"),
	STEP("callback", "send"),
	{ 0 }
};

static const struct lesson lesson = {
	.id = "15a",
	.title = "Fetch, then acknowledge: unseen, and acknowledged",
	.group = GROUP_WAKE_UPS,
	.broken = IS_BROKEN,
	.fails_as = FAULT_LOST_WAKE_UP,
	.rule = "First acknowledge, then fetch: what comes in between signals again.",
	.term = "acknowledge an interrupt before it is served",
	.kept_in = { "app/lib/read.c:proclook_watch_read", "drv/attributes.c:signal_show" },
	.roles = roles,
	.script = script,
	.begin = begin,
	.end = end,
};

LESSON(lesson)
