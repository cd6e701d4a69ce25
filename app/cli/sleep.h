/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_SLEEP_H
#define PROCLOOK_SLEEP_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#define NEVER	INT64_MAX

/**
 * struct sleep - what ends a sleep besides news
 * @end: monotonic time at which all is over, with success
 * @idle: time without a shown event after which all is over; NEVER
 * @idle_end: monotonic time of that
 * @signal_fd: -1 where signals kill as ever
 * @caught: the signal that came
 * @old_mask: to be restored before that signal is raised again
 * @nap: time after which sleep_on() says that there may be news; NEVER
 * @ignore_reader: sleep on though nobody reads stdout any more
 */
struct sleep {
	int64_t end;
	int64_t idle;
	int64_t idle_end;
	int signal_fd;
	int caught;
	sigset_t old_mask;
	int64_t nap;
	bool ignore_reader;
};

/* @duration and @idle are periods or NEVER */
void sleep_start(struct sleep *sleep, int64_t duration, int64_t idle);
int sleep_catch_signals(struct sleep *sleep);

/* Dies of the signal that was caught, if one was */
void sleep_end(struct sleep *sleep);

/* An event was shown: the idle time begins again */
void sleep_not_idle(struct sleep *sleep);

/* Is a deadline over? Then @code is what to exit with */
bool sleep_is_over(const struct sleep *sleep, int *code);

/*
 * Flushes stdout, then sleeps until @fd has one of @events.  Looks at @fd once
 * even if a deadline is over.
 * Return: true if it has, or the nap is over; or false with the exit code in @code
 */
bool sleep_on(struct sleep *sleep, int fd, short events, int *code);

/* While there is news without sleeping: may it go on?  Or false, likewise */
bool sleep_goes_on(struct sleep *sleep, int *code);

#endif /* PROCLOOK_SLEEP_H */
