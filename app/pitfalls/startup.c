// SPDX-License-Identifier: GPL-2.0-or-later
#include "startup.h"

#include "child.h"
#include "driver.h"
#include "known.h"
#include "stage.h"
#include "tally.h"

#define CHILDREN	3

static pid_t children[CHILDREN];

void startup_begin(void)
{
	known_clear();
}

/* How often does the watcher know each of them? */
void startup_end(void)
{
	unsigned int i;
	int n;

	for (i = 0; i < CHILDREN; i++) {
		for (n = known_count(children[i]); n > 0; n--)
			tally_arrived(i + 1);
		child_end(children[i]);
	}
}

void startup_world(void)
{
	unsigned int i;

	for (i = 0; i < CHILDREN && point("fork"); i++) {
		tally_sent(i + 1, 1);
		children[i] = child_start(0);
		say("process %u starts", i + 1);
	}
}

void startup_follow(struct proclook_watch *watch)
{
	struct proclook_event *event = event_new();
	bool woken = true;

	while (woken && point("read")) {
		while (watch_next(watch, event))
			if (known_add_event(event))
				say("event: a fork");
		wait_begins();
		woken = watch_wait(watch);
		wait_ends();
	}
	proclook_event_free(event);
}
