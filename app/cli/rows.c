// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rows.h"
#include "util.h"

#define NSEC_PER_SEC	1000000000LL

/* Every value is escaped, so that a tab is between two of them only */
#define COLUMNS		"%p\t%P\t%U\t%c\t%f"
#define KERNEL_COLUMNS	"%p\t%P\t%U\t%N\t%f"

static int64_t clock_ns(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * NSEC_PER_SEC + now.tv_nsec;
}

/* As the wall clock of now would have shown it */
static void format_start(uint64_t start_ns, bool utc, char *buf, size_t size)
{
	/* Unsigned: a record may hold any number, and the sum may wrap */
	uint64_t ns = clock_ns(CLOCK_REALTIME) - clock_ns(CLOCK_BOOTTIME) + start_ns;
	time_t seconds = ns / NSEC_PER_SEC;
	struct tm tm;

	if (!(utc ? gmtime_r(&seconds, &tm) : localtime_r(&seconds, &tm)) ||
	    !strftime(buf, size, "%Y-%m-%d %H:%M:%S", &tm))
		snprintf(buf, size, "-");
}

/* For free(); NULL if there is no memory */
static char *format_columns(const struct proclook_event *event)
{
	bool kernel = proclook_event_get_record(event)->flags &
		      PROCLOOK_F_KERNEL_THREAD;
	const char *format = kernel ? KERNEL_COLUMNS : COLUMNS;
	ssize_t len = proclook_event_format(event, format, NULL, 0);
	char *text = len < 0 ? NULL : malloc(len + 1);

	if (text)
		proclook_event_format(event, format, text, len + 1);
	return text;
}

void row_print_header(void)
{
	put("%7s %7s %-8s %-19s %-15s %s\n", "PID", "PPID", "USER", "START", "NAME",
	    "PATH");
}

int row_fill(struct row *row, const struct proclook_event *event, bool utc)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	char *text = format_columns(event), *rest = text;
	const char *pid, *ppid, *user, *name;
	char start[64];

	if (!text)
		return -1;
	pid = strsep(&rest, "\t");
	ppid = strsep(&rest, "\t");
	user = strsep(&rest, "\t");
	name = strsep(&rest, "\t");
	format_start(record->start_ns, utc, start, sizeof(start));
	*row = (struct row){
		.pid = record->pid,
		.ppid = record->ppid,
		.start_ns = record->start_ns,
		.parent_start_ns = record->parent_start_ns,
	};
	if (asprintf(&row->head, "%7s %7s %-8s %-19s ", pid, ppid, user, start) < 0)
		row->head = NULL;
	if (asprintf(&row->tail, "%-15s %s", name, rest) < 0)
		row->tail = NULL;
	free(text);
	return row->head && row->tail ? 0 : -1;
}

void row_print(const struct row *row, unsigned int depth)
{
	put("%s%*s%s\n", row->head, (int)(2 * depth), "", row->tail);
}

void row_end(struct row *row)
{
	free(row->head);
	free(row->tail);
	row->head = NULL;
	row->tail = NULL;
}
