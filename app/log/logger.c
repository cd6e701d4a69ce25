// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Events go from the history into the journal, each with the number of those before it that
 * were not asked for.  The module is not told what is asked for: it would leave out
 * numbers, and nobody could tell any more whether what lies between two is lost.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "device.h"
#include "diagnose.h"
#include "fields.h"
#include "journal.h"
#include "logger.h"
#include "util.h"

/* Events without an entry after which it is looked whether somebody wants it to end */
#define HURRY	64

static int explain_journal(void)
{
	warn_plain(JOURNAL_SOCKET ": %s; is systemd-journald running?", strerror(errno));
	return EXIT_ERROR;
}

/* A journal without a memory of where it ends is better than none */
static void advance(struct logger *logger, uint64_t generation, uint64_t seq)
{
	if (!cursor_set(&logger->cursor, generation, seq) || logger->forgetful)
		return;
	warn_plain("%s: %s", logger->cursor_file, strerror(errno));
	logger->forgetful = true;
}

/* While the journal is slow, events wait in the history.  Return: GO_ON, or the exit code */
static int wait_for_room(struct logger *logger)
{
	int code;

	/* Somebody wants it to end: what can be said is said, but nothing is waited for */
	if (logger->sleep.caught)
		return journal_has_room(logger->journal) ? GO_ON : EXIT_DONE;
	return sleep_on(&logger->sleep, logger->journal, POLLOUT, &code) ? GO_ON : code;
}

/* The entry, which accounts for all numbers up to this one */
static int send_entry(struct logger *logger, uint64_t generation, uint64_t seq)
{
	int code = wait_for_room(logger);

	if (code != GO_ON)
		return code;
	if (journal_send(&logger->entry))
		return explain_journal();
	advance(logger, generation, seq);
	return GO_ON;
}

static int send_lost(struct logger *logger, uint64_t generation, uint64_t seq, uint64_t lost)
{
	fields_of_lost(&logger->entry, generation, seq, lost, seq - lost - logger->cursor.seq);
	return send_entry(logger, generation, seq);
}

static int take_event(struct logger *logger)
{
	const struct proclook_record *record = proclook_event_get_record(logger->event);
	uint64_t generation = proclook_event_get_generation(logger->event);
	uint64_t missed = proclook_event_get_missed(logger->event);
	int code = GO_ON;

	if (missed)
		code = send_lost(logger, generation, record->seq - 1, missed);
	if (code != GO_ON)
		return code;
	logger->seq = record->seq;
	logger->cursor.generation = generation;
	logger->cursor.known = true;
	if (!filter_matches(&logger->filter, logger->event))
		return GO_ON;
	fields_of_event(&logger->entry, logger->event, record->seq - logger->cursor.seq - 1);
	return send_entry(logger, generation, record->seq);
}

/* Woken: all that there is */
static int take_events(struct logger *logger)
{
	unsigned int taken = 0;
	int code = GO_ON;
	int new;

	if (journal_connect(logger->journal))
		return explain_journal();
	while ((new = device_next(logger->watch, logger->event)) > 0) {
		code = take_event(logger);
		if (code != GO_ON)
			return code;
		if (++taken % HURRY)
			continue;
		if (logger->sleep.caught)
			return EXIT_DONE;
		if (!sleep_goes_on(&logger->sleep, &code))
			return code;
	}
	return new < 0 ? device_explain_end(logger->name, logger->follow) : GO_ON;
}

/*
 * The number behind which to begin: that of the last entry, or the beginning of a device of
 * which there is none yet.  Without a memory, at first, what happens from now on.
 */
static uint64_t find_begin(const struct logger *logger)
{
	const struct proclook_record *newest = proclook_event_get_record(logger->event);
	const struct cursor *cursor = &logger->cursor;

	if (!newest)
		return 0;
	if (cursor->known && cursor->seq <= newest->seq &&
	    cursor->generation == proclook_event_get_generation(logger->event))
		return cursor->seq;
	return logger->begun || logger->cursor_file ? 0 : newest->seq;
}

static int begin(struct logger *logger)
{
	struct cursor *cursor = &logger->cursor;
	int ret;

	if (device_newest(logger->name, PROCLOOK_WAIT_DEVICE, logger->event))
		return explain(errno, logger->name);
	logger->seq = find_begin(logger);
	cursor->seq = logger->seq;
	cursor->generation = proclook_event_get_generation(logger->event);
	cursor->known = proclook_event_get_record(logger->event);
	logger->begun = true;
	ret = proclook_watch_seek(logger->watch, logger->seq + 1);
	/* Who sees the own processes only begins at the oldest of them */
	if (ret && errno == ENODATA)
		ret = proclook_watch_seek(logger->watch, 0);
	if (ret)
		return device_explain_end(logger->name, logger->follow);
	sd_notify(0, "READY=1");
	return GO_ON;
}

static int open_watch(struct logger *logger)
{
	int code = GO_ON;

	if (logger->follow)
		code = device_wait_and_open(logger->monitor, &logger->sleep, logger->name,
					    PROCLOOK_WAIT_ATTRIBUTE, !logger->begun,
					    &logger->watch);
	else
		logger->watch = proclook_watch_open(logger->name, PROCLOOK_WAIT_ATTRIBUTE);
	if (code == GO_ON && !logger->watch)
		code = explain(errno, logger->name);
	return code == GO_ON ? begin(logger) : code;
}

/* So that what was left out at the end is accounted for, too */
static void send_end(struct logger *logger)
{
	const struct cursor *cursor = &logger->cursor;

	if (!cursor->known)
		return;
	fields_of_end(&logger->entry, cursor->generation, logger->seq, logger->seq - cursor->seq);
	send_entry(logger, cursor->generation, logger->seq);
}

/* What happened before it was asked to end is said, too, if that does not take long */
static int take_last(struct logger *logger)
{
	return take_events(logger) == EXIT_ERROR ? EXIT_ERROR : EXIT_DONE;
}

/* Return: GO_ON, or the exit code */
static int wait_for_news(struct logger *logger)
{
	int code;

	if (sleep_on(&logger->sleep, proclook_watch_get_fd(logger->watch),
		     proclook_watch_get_events(logger->watch), &code))
		return GO_ON;
	return code == EXIT_DONE ? take_last(logger) : code;
}

/* One device, from its being there to its going away or the end */
static int log_device(struct logger *logger)
{
	int code = open_watch(logger);

	if (!logger->watch)
		return code;
	/* What was there before does not wake anybody */
	while (code == GO_ON) {
		code = take_events(logger);
		if (code == GO_ON)
			code = wait_for_news(logger);
	}
	if (code == EXIT_DONE || code == EXIT_NO_DEVICE)
		send_end(logger);
	proclook_watch_close(logger->watch);
	logger->watch = NULL;
	return code;
}

static int log_devices(struct logger *logger)
{
	int code;

	for (;;) {
		code = log_device(logger);
		if (code != EXIT_NO_DEVICE || !logger->follow)
			return code;
		/* Its removal at least has to come from udev */
		if (!sleep_on(&logger->sleep, proclook_monitor_get_fd(logger->monitor),
			      POLLIN, &code))
			return code;
	}
}

static int start(struct logger *logger)
{
	sleep_start(&logger->sleep, NEVER, NEVER);
	logger->sleep.ignore_reader = true;
	if (sleep_catch_signals(&logger->sleep)) {
		warn_plain("signalfd: %s", strerror(errno));
		return EXIT_ERROR;
	}
	logger->event = proclook_event_new();
	if (!logger->event) {
		warn_plain("no memory");
		return EXIT_ERROR;
	}
	logger->journal = journal_open();
	if (logger->journal < 0)
		return explain_journal();
	if (cursor_open(&logger->cursor, logger->cursor_file)) {
		warn_plain("%s: %s", logger->cursor_file, strerror(errno));
		return EXIT_ERROR;
	}
	/* Before the first look, so that no arrival falls in between */
	if (logger->follow) {
		logger->monitor = proclook_monitor_new(logger->name);
		if (!logger->monitor)
			return explain(errno, logger->name);
	}
	return GO_ON;
}

int logger_run(struct logger *logger)
{
	int code;

	logger->journal = -1;
	logger->cursor.fd = -1;
	code = start(logger);
	if (code == GO_ON)
		code = log_devices(logger);
	proclook_monitor_free(logger->monitor);
	cursor_close(&logger->cursor);
	entry_end(&logger->entry);
	if (logger->journal >= 0)
		close(logger->journal);
	proclook_event_free(logger->event);
	/* It was asked to end and has done so: it does not die of the signal */
	logger->sleep.caught = 0;
	sleep_end(&logger->sleep);
	return code;
}
