// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <poll.h>
#include <string.h>

#include "device.h"
#include "diagnose.h"
#include "job.h"
#include "util.h"

/* Events without a look at whether somebody wants it to end */
#define HURRY	64

static int print_event(struct job *job, uint64_t missed)
{
	if (missed && !job->output.json)
		output_gap(&job->output, missed);
	if (!output_event(&job->output, job->event))
		return GO_ON;
	warn_plain("no memory");
	return EXIT_ERROR;
}

static int show_event(struct job *job)
{
	const struct proclook_record *record = proclook_event_get_record(job->event);
	uint64_t missed = proclook_event_get_missed(job->event);

	/* Those that are not shown are parents too */
	if (job->indent)
		job->output.depth = tree_follow(&job->tree, record);
	if (!filter_matches(&job->filter, job->event)) {
		job->carried += missed;
		return GO_ON;
	}
	proclook_event_add_missed(job->event, job->carried);
	missed += job->carried;
	job->carried = 0;
	job->told += missed;
	job->shown++;
	sleep_not_idle(&job->sleep);
	if (!job->quiet && print_event(job, missed) != GO_ON)
		return EXIT_ERROR;
	return job->shown == job->limit ? EXIT_DONE : GO_ON;
}

/* Return: 1, 0 if there is nothing new, or -1 */
static int fetch(struct job *job)
{
	int new;

	if (!job->latest)
		return device_next(job->watch, job->event);
	do {
		new = proclook_watch_read(job->watch, job->event);
	} while (new < 0 && errno == EINTR);
	return new;
}

static int nothing_new(struct job *job)
{
	job->unfounded++;
	if (job->duplicates && !job->quiet)
		output_duplicate(&job->output, job->event);
	return GO_ON;
}

/* After an event; one that is not shown does not put off the end */
static int go_on(struct job *job, unsigned int taken)
{
	int code;

	if (sleep_is_over(&job->sleep, &code) ||
	    (taken % HURRY == 0 && !sleep_goes_on(&job->sleep, &code)))
		return code;
	return GO_ON;
}

/* Woken: all that there is, or with --latest the newest alone */
static int take_events(struct job *job)
{
	unsigned int taken = 0;
	int code = GO_ON;
	int new = 1;

	job->wakeups++;
	while (code == GO_ON && !(job->latest && taken)) {
		new = fetch(job);
		if (new <= 0)
			break;
		taken++;
		code = show_event(job);
		if (code == GO_ON)
			code = go_on(job, taken);
	}
	if (new < 0)
		return device_explain_end(job->name, job->follow);
	return taken ? code : nothing_new(job);
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

/* The newest event of before; whatever comes behind it is new */
static int fetch_initial(struct job *job)
{
	const struct proclook_record *record;

	if (job->latest)
		return fetch(job) < 0 ? device_explain_end(job->name, job->follow) : GO_ON;
	if (device_newest(job->name, PROCLOOK_WAIT_DEVICE, job->event))
		return explain(errno, job->name);
	record = proclook_event_get_record(job->event);
	if (!record)
		return GO_ON;
	/* That was the other watcher's count */
	proclook_event_add_missed(job->event, -proclook_event_get_missed(job->event));
	if (proclook_watch_seek(job->watch, record->seq + 1) && errno != ENODATA)
		return device_explain_end(job->name, job->follow);
	return GO_ON;
}

static int open_watch(struct job *job)
{
	int code = GO_ON;

	if (job->follow)
		code = device_wait_and_open(job->monitor, &job->sleep, job->name,
					    job->wait_on, !job->total.reads, &job->watch);
	else
		job->watch = proclook_watch_open(job->name, job->wait_on);
	if (code == GO_ON && !job->watch)
		code = explain(errno, job->name);
	if (code == GO_ON)
		code = device_set_filter(job->watch, job->name, &job->filter);
	if (code == GO_ON && job->initial)
		code = fetch_initial(job);
	if (code == GO_ON && job->banner)
		put("Watching " NODE_DIR "/%s\n", job->name);
	return code;
}

/* One device, from its being there to its going away or the end */
static int watch_device(struct job *job)
{
	int code = open_watch(job);

	if (code == GO_ON && job->initial && proclook_event_get_record(job->event))
		code = show_event(job);
	job->initial = false;
	while (code == GO_ON) {
		if (!sleep_on(&job->sleep, proclook_watch_get_fd(job->watch),
			      proclook_watch_get_events(job->watch), &code))
			break;
		code = take_events(job);
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
	const struct proclook_stats *total = &job->total;

	if (total->missed > job->told && !job->quiet)
		output_gap(&job->output, total->missed - job->told);
	if (job->summary)
		warn_plain("wakeups=%ju delivered=%ju shown=%ju duplicates=%ju missed=%ju",
			   (uintmax_t)job->wakeups, (uintmax_t)total->delivered,
			   (uintmax_t)job->shown, (uintmax_t)job->unfounded,
			   (uintmax_t)total->missed);
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
	tree_end(&job->tree);
	/* Before a signal that was caught may kill after all */
	if (!job->sleep.ignore_reader)
		flush_stdout(&code);
	sleep_end(&job->sleep);
	return code;
}
