// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <tap.h>

#include "watcher.h"

struct proclook_watch *watch;
struct proclook_event *event;

void watcher_open(enum proclook_wait_on wait_on)
{
	fake_reset();
	watch = proclook_watch_open("process", wait_on);
	event = proclook_event_new();
	if (!watch || !event)
		bail_out("cannot open the fake: %s", strerror(errno));
	memset(fake.steps, 0, sizeof(fake.steps));
}

void watcher_close(const char *what)
{
	proclook_watch_close(watch);
	proclook_event_free(event);
	is(fake.open_files, 0, "%s: no descriptor is left", what);
}

void take(const struct sample *sample)
{
	fake_event(sample);
	if (proclook_watch_read(watch, event) != 1)
		bail_out("a good record is refused");
}

uint64_t seq(void)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	return record ? record->seq : 0;
}

static char late;

static void maybe_event(char step)
{
	if (step != late)
		return;
	late = '\0';
	fake_event(&sample_exec);
}

void event_before(char step)
{
	late = step;
	fake.before = maybe_event;
}

bool event_is_due(void)
{
	return late;
}
