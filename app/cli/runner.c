// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <poll.h>
#include <string.h>

#include "device.h"
#include "diagnose.h"
#include "runner.h"
#include "util.h"

static void tell_lost(struct runner *runner)
{
	if (runner->lost)
		warn_plain("%ju events were lost", (uintmax_t)runner->lost);
	runner->lost = 0;
}

static int fail(const char *what, int error)
{
	warn_plain("%s: %s", what, strerror(error));
	return EXIT_ERROR;
}

/*
 * Something was missed, perhaps the fork of a descendant.  The list tells who is one at
 * its time; who became one and ended meanwhile nobody knows any more: the events up to
 * then are lost too.
 */
static int begin_anew(struct runner *runner)
{
	uint64_t missed = device_missed(runner->watch);

	if (missed == runner->missed)
		return GO_ON;
	runner->lost += missed - runner->missed;
	runner->missed = missed;
	if (family_list(&runner->family, runner->watch, &runner->blind))
		return device_explain(errno, DEFAULT_NAME);
	return GO_ON;
}

static int run_command(struct runner *runner)
{
	if (crew_run(&runner->crew, runner->event, runner->argv))
		return fail(runner->argv[0], errno);
	runner->started++;
	return runner->started == runner->limit ? EXIT_DONE : GO_ON;
}

static int take_event(struct runner *runner)
{
	const struct proclook_record *record = proclook_event_get_record(runner->event);
	int ours;

	if (record->seq <= runner->blind) {
		runner->lost++;
		return GO_ON;
	}
	tell_lost(runner);
	ours = family_follow(&runner->family, record);
	if (ours < 0)
		return fail("family", ENOMEM);
	return ours || !filter_matches(&runner->filter, runner->event) ?
	       GO_ON : run_command(runner);
}

/* What comes while all commands are busy waits in the history */
static int take_events(struct runner *runner)
{
	int new = 1, code = GO_ON;

	while (code == GO_ON && new > 0) {
		new = device_next(runner->watch, runner->event);
		if (new < 0)
			return device_explain(errno, DEFAULT_NAME);
		code = begin_anew(runner);
		if (code == GO_ON && new > 0)
			code = take_event(runner);
	}
	return code;
}

static int sleep_until_news(struct runner *runner)
{
	struct pollfd fds[] = {
		{
			.fd = proclook_watch_get_fd(runner->watch),
			.events = proclook_watch_get_events(runner->watch),
		},
		{ .fd = runner->crew.signal_fd, .events = POLLIN },
	};

	if (ppoll(fds, ARRAY_SIZE(fds), NULL, NULL) < 0 && errno != EINTR)
		return fail("poll", errno);
	crew_look(&runner->crew);
	return fds[0].revents ? take_events(runner) : GO_ON;
}

static int watch(struct runner *runner)
{
	int code = GO_ON;

	runner->watch = proclook_watch_open(DEFAULT_NAME, PROCLOOK_WAIT_ATTRIBUTE);
	if (!runner->watch)
		return explain(errno, DEFAULT_NAME);
	while (code == GO_ON)
		code = sleep_until_news(runner);
	proclook_watch_close(runner->watch);
	return code;
}

static int run_crew(struct runner *runner)
{
	int code;

	if (crew_start(&runner->crew, runner->jobs))
		code = fail("signalfd", errno);
	else if (family_start(&runner->family))
		code = fail("prctl", errno);
	else
		code = watch(runner);
	crew_end(&runner->crew);
	tell_lost(runner);
	family_end(&runner->family);
	return code;
}

int runner_run(struct runner *runner)
{
	int code;

	runner->event = proclook_event_new();
	if (!runner->event)
		return fail("event", ENOMEM);
	code = run_crew(runner);
	proclook_event_free(runner->event);
	return code;
}
