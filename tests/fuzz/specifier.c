// SPDX-License-Identifier: GPL-2.0-or-later
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fuzz.h"
#include "machine.h"
#include "specifier.h"
#include "text.h"

#define SECOND	1000000000ULL

static void check_signed(const char *text, int64_t wanted)
{
	char *end;

	must(strtoll(text, &end, 10) == wanted && end > text && !*end);
}

static void check_unsigned(const char *text, uint64_t wanted)
{
	char *end;

	must(*text != '-');
	must(strtoull(text, &end, 10) == wanted && end > text && !*end);
}

static void check_raw(const char *text, const char *raw, size_t len)
{
	char *back = room(strlen(text) + 1);

	must(unescape(text, back) == len && !memcmp(back, raw, len));
	free(back);
}

static void check_seconds(const char *text, uint64_t ns)
{
	const char *dot = strchr(text, '.');

	must(dot && strlen(dot) == 10);
	must(strtoull(text, NULL, 10) == ns / SECOND);
	must(strtoull(dot + 1, NULL, 10) == ns % SECOND);
}

/* Words as a shell reads them; where arguments were cut, the dots are not one */
static void check_args(const char *text, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	bool cut = record->flags & PROCLOOK_F_ARGS_CUT;
	const char *arg = event->args, *end = arg + record->args_len;
	char *back = room(strlen(text) + 1);

	while (arg < end) {
		size_t len = strnlen(arg, end - arg), back_len;

		text += unquote(text, back, &back_len);
		must(back_len == len && !memcmp(back, arg, len));
		arg += len + 1;
		if (arg < end)
			must(*text++ == ' ');
	}
	free(back);
	must(!strcmp(text, !record->args_len ? cut ? "..." : "-" :
			   cut ? " ..." : ""));
}

static void check_path(const char *text, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	if (record->path_len)
		check_raw(text, event->path, record->path_len);
	else
		must(!strcmp(text, "-"));
}

static void check_name(const char *text, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	const char *comm = record->comm;
	char raw[PROCLOOK_COMM_LEN + 2];

	if (record->path_len) {
		check_raw(text, event->path, record->path_len);
		return;
	}
	snprintf(raw, sizeof(raw), record->flags & PROCLOOK_F_KERNEL_THREAD ?
		 "[%s]" : "%s", comm);
	check_raw(text, raw, strlen(raw));
}

static void check_user(const char *text, const struct proclook_record *record)
{
	if (machine.user && machine.uid == record->uid)
		check_raw(text, machine.user, strlen(machine.user));
	else
		check_unsigned(text, record->uid);
}

static void check_type(const char *text, const struct proclook_record *record)
{
	static const char *const names[] = { [1] = "fork", "exec", "exit", "thread_create",
		"thread_exit", "image_load", [64] = "lost", "existing" };
	const char *name = record->type < ARRAY_SIZE(names) ? names[record->type] : NULL;
	char unknown[32];

	snprintf(unknown, sizeof(unknown), "unknown(%u)", record->type);
	must(!strcmp(text, name ? name : unknown));
}

static bool is_end(const struct proclook_record *record)
{
	return record->type == PROCLOOK_EXIT || record->type == PROCLOOK_THREAD_EXIT;
}

static size_t status_text(char *text, size_t size, int status)
{
	int signal = status & 0x7f;

	if (!signal || signal == 0x7f)
		return snprintf(text, size, "status=%d", status >> 8 & 0xff);
	return snprintf(text, size, "signal=");
}

static void check_status(const char *text, const struct proclook_record *record)
{
	char start[32];
	size_t len = status_text(start, sizeof(start), record->exit_status);

	if (is_end(record))
		must(!strncmp(text, start, len));
	else
		must(!strcmp(text, "-"));
}

static void check_lifetime(const char *text, const struct proclook_record *record)
{
	uint64_t start = record->type == PROCLOOK_EXIT ? record->start_ns :
							 record->thread_start_ns;

	if (is_end(record))
		check_seconds(text, record->time_ns < start ? 0 :
			      record->time_ns - start);
	else
		must(!strcmp(text, "-"));
}

static void check_addresses(const char *text, const struct proclook_record *record)
{
	char wanted[64];

	snprintf(wanted, sizeof(wanted), "%" PRIx64 "-%" PRIx64, (uint64_t)record->image_start,
		 (uint64_t)(record->image_start + record->image_size));
	must(!strcmp(text, record->type == PROCLOOK_IMAGE_LOAD ? wanted : "-"));
}

static void check_lost(const char *text, const struct proclook_record *record)
{
	if (record->type == PROCLOOK_LOST)
		check_unsigned(text, record->lost);
	else
		must(!strcmp(text, "-"));
}

static void check_thread_start(const char *text, const struct proclook_record *record)
{
	if (record->type == PROCLOOK_THREAD_CREATE || record->type == PROCLOOK_THREAD_EXIT)
		check_seconds(text, record->thread_start_ns);
	else
		must(!strcmp(text, "-"));
}

static void check_info(const char *text, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	if (is_end(record)) {
		check_status(text, record);
		must(strchr(text, ' ') && text[strlen(text) - 1] == 's');
	} else if (record->type == PROCLOOK_IMAGE_LOAD) {
		check_addresses(text, record);
	} else if (record->type == PROCLOOK_LOST) {
		must(!strncmp(text, "lost=", 5));
		check_unsigned(text + 5, record->lost);
	} else {
		check_args(text, event);
	}
}

static void check_flags(const char *text, unsigned int flags)
{
	static const char *const names[] = { "kernel_thread", "path_as_called",
		"args_cut", "args_off", "worker" };
	char wanted[32 * 24], unknown[24];
	size_t len = 0;
	int bit;

	for (bit = 0; bit < 32; bit++) {
		snprintf(unknown, sizeof(unknown), "unknown(0x%x)", 1U << bit);
		if (flags >> bit & 1)
			len += snprintf(wanted + len, sizeof(wanted) - len, "%s%s",
					len ? "," : "", bit < 5 ? names[bit] : unknown);
	}
	must(!strcmp(text, len ? wanted : "-"));
}

/* The wall clock moves with the time since boot; sums wrap, as the record's may */
static uint64_t wall_ns(const struct proclook_record *record)
{
	return machine.realtime_ns - machine.boottime_ns + record->time_ns;
}

static size_t time_text(char *text, size_t size, char letter, const struct tm *tm)
{
	switch (letter) {
	case 'Z':
		return strftime(text, size, "%Y-%m-%dT%H:%M:%S.", tm);
	case 'L':
		return strftime(text, size, "%H:%M:%S.", tm);
	default:
		return strftime(text, size, "%Y-%m-%d", tm);
	}
}

static void check_time(const char *text, char letter, size_t digits,
		       const char *behind, const struct proclook_record *record)
{
	time_t seconds = wall_ns(record) / SECOND;
	uint64_t fraction = wall_ns(record) % SECOND;
	char wanted[64], number[16];
	size_t len;
	struct tm tm;

	gmtime_r(&seconds, &tm);
	len = time_text(wanted, sizeof(wanted), letter, &tm);
	must(len && !strncmp(text, wanted, len));
	snprintf(number, sizeof(number), "%09" PRIu64, fraction);
	must(!strncmp(text + len, number, digits));
	must(!strcmp(text + len + digits, behind));
}

static void check_process(const struct proclook_event *event, char letter,
			  const char *text)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	switch (letter) {
	case 'p':
		return check_signed(text, record->pid);
	case 'T':
		return check_signed(text, record->tid);
	case 'P':
		return check_signed(text, record->ppid);
	case 'u':
		return check_unsigned(text, record->uid);
	case 'g':
		return check_unsigned(text, record->gid);
	case 'U':
		return check_user(text, record);
	case 'c':
		return check_raw(text, record->comm, strlen(record->comm));
	case 'f':
		return check_path(text, event);
	case 'N':
		return check_name(text, event);
	case 'a':
		return check_args(text, event);
	case 'b':
		return check_seconds(text, record->start_ns);
	case 'B':
		return check_seconds(text, record->parent_start_ns);
	default:
		must(!"a specifier that this file does not know");
	}
}

void specifier_check(const struct proclook_event *event, char letter,
		     const char *text)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	must(letter == 'n' || is_fit(text, strlen(text)));
	switch (letter) {
	case '%':
		return must(!strcmp(text, "%"));
	case 'n':
		return must(!strcmp(text, "\n"));
	case 's':
		return check_unsigned(text, record->seq);
	case 'm':
		return check_unsigned(text, event->missed);
	case 'G':
		return check_unsigned(text, event->generation);
	case 't':
		return check_type(text, record);
	case 'k':
		return check_flags(text, record->flags);
	case 'x':
		return check_status(text, record);
	case 'd':
		return check_lifetime(text, record);
	case 'i':
		return check_info(text, event);
	case 'A':
		return check_addresses(text, record);
	case 'e':
		return check_thread_start(text, record);
	case 'l':
		return check_lost(text, record);
	case 'S':
		return check_seconds(text, record->time_ns);
	case 'Z':
		return check_time(text, letter, 9, "Z", record);
	case 'L':
		return check_time(text, letter, 6, "", record);
	case 'D':
		return check_time(text, letter, 0, "", record);
	default:
		return check_process(event, letter, text);
	}
}
