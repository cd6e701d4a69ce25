// SPDX-License-Identifier: LGPL-2.1-or-later
#include <time.h>

#include "internal.h"

static int64_t now_ns(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * PL_NSEC_PER_SEC + now.tv_nsec;
}

/*
 * The wall clock may have been set since the event; what counts for a reader is
 * the wall clock of now.  Halving the interval keeps the error far below 1 us.
 */
static void wall_clock(uint64_t boottime_ns, struct timespec *wall)
{
	int64_t before = now_ns(CLOCK_BOOTTIME);
	int64_t real = now_ns(CLOCK_REALTIME);
	int64_t after = now_ns(CLOCK_BOOTTIME);
	uint64_t ns = real - (before + (after - before) / 2) + boottime_ns;

	/* Unsigned: a record may hold any number, and the sum may wrap */
	wall->tv_sec = ns / PL_NSEC_PER_SEC;
	wall->tv_nsec = ns % PL_NSEC_PER_SEC;
}

static void put_clock(struct pl_text *text, const struct tm *tm)
{
	pl_text_printf(text, "%02d:%02d:%02d", tm->tm_hour, tm->tm_min,
		       tm->tm_sec);
}

static void put_date(struct pl_text *text, const struct tm *tm)
{
	pl_text_printf(text, "%04d-%02d-%02d", tm->tm_year + 1900,
		       tm->tm_mon + 1, tm->tm_mday);
}

void pl_put_utc(struct pl_text *text, uint64_t boottime_ns)
{
	struct timespec wall;
	struct tm tm = { 0 };

	wall_clock(boottime_ns, &wall);
	gmtime_r(&wall.tv_sec, &tm);
	put_date(text, &tm);
	pl_text_str(text, "T");
	put_clock(text, &tm);
	pl_text_printf(text, ".%09ldZ", wall.tv_nsec);
}

static struct tm local(uint64_t boottime_ns, struct timespec *wall)
{
	struct tm tm = { 0 };

	wall_clock(boottime_ns, wall);
	localtime_r(&wall->tv_sec, &tm);
	return tm;
}

void pl_put_local_time(struct pl_text *text, uint64_t boottime_ns)
{
	struct timespec wall;
	struct tm tm = local(boottime_ns, &wall);

	put_clock(text, &tm);
	pl_text_printf(text, ".%06ld", wall.tv_nsec / 1000);
}

void pl_put_local_date(struct pl_text *text, uint64_t boottime_ns)
{
	struct timespec wall;
	struct tm tm = local(boottime_ns, &wall);

	put_date(text, &tm);
}

void pl_put_seconds(struct pl_text *text, uint64_t ns)
{
	pl_text_printf(text, "%llu.%09llu", ns / PL_NSEC_PER_SEC,
		       ns % PL_NSEC_PER_SEC);
}

/* For people: three digits that count, and the unit */
void pl_put_span(struct pl_text *text, uint64_t ns)
{
	unsigned long long us = ns / 1000;
	unsigned long long s = us / 1000000;

	if (us < 1000)
		pl_text_printf(text, "%lluus", us);
	else if (us < 1000000)
		pl_text_printf(text, "%llu.%03llums", us / 1000, us % 1000);
	else if (s < 60)
		pl_text_printf(text, "%llu.%03llus", s, us / 1000 % 1000);
	else if (s < 3600)
		pl_text_printf(text, "%llum%02llus", s / 60, s % 60);
	else
		pl_text_printf(text, "%lluh%02llum%02llus", s / 3600,
			       s / 60 % 60, s % 60);
}

uint64_t pl_duration(const struct proclook_record *record)
{
	uint64_t start = pl_is_thread(record) ? record->thread_start_ns :
						record->start_ns;

	return record->time_ns > start ? record->time_ns - start : 0;
}
