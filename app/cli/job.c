// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <poll.h>
#include <string.h>

#include "diagnose.h"
#include "job.h"
#include "util.h"

static int show_event(struct job *job)
{
	uint64_t missed = proclook_event_get_missed(job->event);

	if (!filter_matches(&job->filter, job->event)) {
		job->carried += missed;
		return GO_ON;
	}
	proclook_event_add_missed(job->event, job->carried);
	missed += job->carried;
	job->carried = 0;
	job->shown++;
	sleep_not_idle(&job->sleep);
	if (!job->quiet) {
		if (missed && !job->output.json)
			output_gap(&job->output, missed);
		if (output_event(&job->output, job->event)) {
			warn_plain("no memory");
			return EXIT_ERROR;
		}
	}
	return job->shown == job->limit ? EXIT_DONE : GO_ON;
}

/* @initial: show the newest event even if it is from before the watcher */
static int take_event(struct job *job, bool initial)
{
	int new;

	/* Acknowledged but not fetched: nothing would wake a sleeper */
	do {
		new = proclook_watch_read(job->watch, job->event);
	} while (new < 0 && errno == EINTR);

	if (new < 0 && errno == ENODEV) {
		warn_plain(NODE_DIR "/%s: the device went away%s", job->name,
			   job->follow ? ", waiting for it" : "");
		return EXIT_NO_DEVICE;
	}
	if (new < 0)
		return explain(errno, job->name);
	if (new || (initial && proclook_event_get_record(job->event)))
		return show_event(job);
	if (job->duplicates && !initial && !job->quiet)
		output_duplicate(&job->output, job->event);
	return GO_ON;
}

static void close_watch(struct job *job)
{
	struct proclook_stats stats;

	if (!job->watch)
		return;
	proclook_watch_get_stats(job->watch, &stats, sizeof(stats));
	job->total.reads += stats.reads;
	job->total.delivered += stats.delivered;
	job->total.duplicates += stats.duplicates;
	job->total.missed += stats.missed;
	proclook_watch_close(job->watch);
	job->watch = NULL;
}

static bool is_absent(int error, bool finished)
{
	/* A node that udev has not seen yet still belongs to root alone */
	return exit_code_for(error) == EXIT_NO_DEVICE ||
	       (error == EACCES && !finished);
}

/* With --follow: until the device is there.  The monitor listens already. */
static int wait_and_open(struct job *job)
{
	bool told = job->total.reads;

	for (;;) {
		int finished = proclook_monitor_check(job->monitor);
		int code;

		job->watch = proclook_watch_open(job->name, job->wait_on);
		if (job->watch)
			return GO_ON;
		if (finished < 0 || !is_absent(errno, finished))
			return explain(errno, job->name);
		if (!told)
			warn_plain(NODE_DIR "/%s: not there yet, waiting for it",
				   job->name);
		told = true;
		if (!sleep_on(&job->sleep, proclook_monitor_get_fd(job->monitor),
			      POLLIN, &code))
			return code;
	}
}

static int open_watch(struct job *job)
{
	int code = GO_ON;

	if (job->follow)
		code = wait_and_open(job);
	else
		job->watch = proclook_watch_open(job->name, job->wait_on);
	if (code == GO_ON && !job->watch)
		code = explain(errno, job->name);
	if (code == GO_ON && job->banner)
		put("Watching " NODE_DIR "/%s\n", job->name);
	return code;
}

/* One device, from its being there to its going away or the end */
static int watch_device(struct job *job)
{
	int code = open_watch(job);

	if (code == GO_ON && job->initial)
		code = take_event(job, true);
	job->initial = false;
	while (code == GO_ON) {
		if (!sleep_on(&job->sleep, proclook_watch_get_fd(job->watch),
			      proclook_watch_get_events(job->watch), &code))
			break;
		code = take_event(job, false);
		/* Events that are not shown do not put off the end */
		if (code == GO_ON)
			sleep_is_over(&job->sleep, &code);
	}
	close_watch(job);
	return code;
}

static int watch_devices(struct job *job)
{
	int code;

	if (job->follow) {
		/* Before the first look, so that no arrival falls in between */
		job->monitor = proclook_monitor_new(job->name);
		if (!job->monitor)
			return explain(errno, job->name);
	}
	for (;;) {
		code = watch_device(job);
		if (code != EXIT_NO_DEVICE || !job->follow)
			return code;
		/* Its removal at least has to come from udev */
		if (!sleep_on(&job->sleep, proclook_monitor_get_fd(job->monitor),
			      POLLIN, &code))
			return code;
	}
}

static void finish(struct job *job)
{
	if (job->carried && !job->quiet)
		output_gap(&job->output, job->carried);
	if (job->summary)
		warn_plain("reads=%ju delivered=%ju shown=%ju duplicates=%ju missed=%ju",
			   (uintmax_t)job->total.reads,
			   (uintmax_t)job->total.delivered,
			   (uintmax_t)job->shown,
			   (uintmax_t)job->total.duplicates,
			   (uintmax_t)job->total.missed);
}

int job_run(struct job *job)
{
	int code = EXIT_ERROR;

	sleep_start(&job->sleep, job->duration, job->idle);
	job->sleep.ignore_reader = job->quiet;
	if (job->summary && sleep_catch_signals(&job->sleep)) {
		warn_plain("signalfd: %s", strerror(errno));
		return EXIT_ERROR;
	}
	output_start(&job->output);
	job->event = proclook_event_new();
	if (job->event)
		code = watch_devices(job);
	else
		warn_plain("no memory");
	finish(job);
	proclook_monitor_free(job->monitor);
	proclook_event_free(job->event);
	output_end(&job->output);
	/* Before a signal that was caught may kill after all */
	flush_stdout(&code);
	sleep_end(&job->sleep);
	return code;
}
