// SPDX-License-Identifier: GPL-2.0-or-later
/* Formats that are none, events that are empty, and buffers of every size */
#include <errno.h>
#include <tap.h>

#include "watcher.h"

static char text[65536];

static void test_errors(void)
{
	static const char *const bad[] = { "%", "%q", "x%", "%p%", "%5p", "%-p", "% ",
		"%%%", "%\n", "%\xc3\xa9" };
	static const char *const good[] = { "", "x", "%p", "%%", "%%%%", "a%nb" };
	struct proclook_event *empty = proclook_event_new();
	size_t i;

	take(&sample_exec);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		errno = 0;
		is(proclook_event_format(event, bad[i], text, sizeof(text)), -1,
		   "bad format %zu", i);
		is(errno, EINVAL, "bad format %zu: EINVAL", i);
		errno = 0;
		is(proclook_format_check(bad[i]), -1, "bad format %zu: check", i);
		is(errno, EINVAL, "bad format %zu: check: EINVAL", i);
	}
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		is(proclook_format_check(good[i]), 0, "'%s' is fine", good[i]);
	errno = 0;
	is(proclook_event_format(empty, NULL, text, sizeof(text)), -1, "no record");
	is(errno, EINVAL, "no record: EINVAL");
	errno = 0;
	is(proclook_event_format_json(empty, text, sizeof(text)), -1, "json: no record");
	is(errno, EINVAL, "json: no record: EINVAL");
	proclook_event_free(empty);
}

static void test_sizes(void)
{
	ssize_t len, size;
	int bad = 0;

	take(&sample_exec);
	len = proclook_event_format_json(event, NULL, 0);
	for (size = 0; size <= len; size++) {
		memset(text, 0x55, sizeof(text));
		bad += proclook_event_format_json(event, text, size) != len;
		bad += text[size] != 0x55;
		bad += size && strlen(text) >= (size_t)size;
	}
	is(bad, 0, "json: every size is kept to");
	is(proclook_event_format_json(event, text, len + 1), len, "it fits");
	is(strlen(text), len, "exactly");
}

int main(void)
{
	setenv("TZ", "UTC0", 1);
	watcher_open(PROCLOOK_WAIT_DEVICE);
	test_errors();
	test_sizes();
	proclook_watch_close(watch);
	proclook_event_free(event);
	return done_testing();
}
