// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <sys/wait.h>

#include "internal.h"

/* Stands where an event has nothing to say, so that columns stay columns */
#define NOTHING		"-"

struct subject {
	const struct proclook_event *event;
	const struct proclook_record *record;
};

static void put_type(struct pl_text *text, const struct subject *s)
{
	pl_put_type(text, s->record->type);
}

static void put_pid(struct pl_text *text, const struct subject *s)
{
	pl_text_printf(text, "%d", s->record->pid);
}

static void put_tid(struct pl_text *text, const struct subject *s)
{
	pl_text_printf(text, "%d", s->record->tid);
}

static void put_ppid(struct pl_text *text, const struct subject *s)
{
	pl_text_printf(text, "%d", s->record->ppid);
}

static void put_uid(struct pl_text *text, const struct subject *s)
{
	pl_text_printf(text, "%u", s->record->uid);
}

static void put_gid(struct pl_text *text, const struct subject *s)
{
	pl_text_printf(text, "%u", s->record->gid);
}

static void put_user(struct pl_text *text, const struct subject *s)
{
	struct passwd entry, *found = NULL;
	char room[4096];

	if (getpwuid_r(s->record->uid, &entry, room, sizeof(room), &found) ||
	    !found)
		put_uid(text, s);
	else
		pl_escape(text, found->pw_name, strlen(found->pw_name),
			  PL_TERMINAL);
}

static void put_comm(struct pl_text *text, const struct subject *s)
{
	pl_escape(text, s->record->comm, strlen(s->record->comm), PL_TERMINAL);
}

static void put_path(struct pl_text *text, const struct subject *s)
{
	if (s->record->path_len)
		pl_escape(text, s->event->path, s->record->path_len,
			  PL_TERMINAL);
	else
		pl_text_str(text, NOTHING);
}

static void put_name(struct pl_text *text, const struct subject *s)
{
	bool kernel = s->record->flags & PROCLOOK_F_KERNEL_THREAD;

	if (s->record->path_len) {
		put_path(text, s);
		return;
	}
	pl_text_str(text, kernel ? "[" : "");
	put_comm(text, s);
	pl_text_str(text, kernel ? "]" : "");
}

static void put_args(struct pl_text *text, const struct subject *s)
{
	const char *arg = proclook_event_next_arg(s->event, NULL);
	bool cut = s->record->flags & PROCLOOK_F_ARGS_CUT;

	if (!arg && !cut)
		pl_text_str(text, NOTHING);
	while (arg) {
		pl_quote(text, arg, strlen(arg));
		arg = proclook_event_next_arg(s->event, arg);
		pl_text_str(text, arg ? " " : "");
	}
	if (cut)
		pl_text_str(text, s->record->args_len ? " ..." : "...");
}

static void put_status(struct pl_text *text, const struct subject *s)
{
	int status = s->record->exit_status;

	if (!pl_is_end(s->record)) {
		pl_text_str(text, NOTHING);
	} else if (WIFSIGNALED(status)) {
		pl_text_str(text, "signal=");
		pl_put_signal(text, WTERMSIG(status));
		pl_text_str(text, WCOREDUMP(status) ? " core" : "");
	} else {
		pl_text_printf(text, "status=%d", WEXITSTATUS(status));
	}
}

static void put_duration(struct pl_text *text, const struct subject *s)
{
	if (pl_is_end(s->record))
		pl_put_seconds(text, pl_duration(s->record));
	else
		pl_text_str(text, NOTHING);
}

/* As in /proc/PID/maps */
static void put_addresses(struct pl_text *text, const struct subject *s)
{
	if (s->record->type == PROCLOOK_IMAGE_LOAD)
		pl_text_printf(text, "%llx-%llx", s->record->image_start,
			       s->record->image_start + s->record->image_size);
	else
		pl_text_str(text, NOTHING);
}

static void put_lost(struct pl_text *text, const struct subject *s)
{
	if (s->record->type == PROCLOOK_LOST)
		pl_text_printf(text, "%llu", s->record->lost);
	else
		pl_text_str(text, NOTHING);
}

static void put_end(struct pl_text *text, const struct subject *s)
{
	put_status(text, s);
	pl_text_str(text, " ");
	pl_put_span(text, pl_duration(s->record));
}

static void put_info(struct pl_text *text, const struct subject *s)
{
	switch (s->record->type) {
	case PROCLOOK_EXIT:
	case PROCLOOK_THREAD_EXIT:
		put_end(text, s);
		break;
	case PROCLOOK_IMAGE_LOAD:
		put_addresses(text, s);
		break;
	case PROCLOOK_LOST:
		pl_text_str(text, "lost=");
		put_lost(text, s);
		break;
	default:
		put_args(text, s);
	}
}

static void put_flags(struct pl_text *text, const struct subject *s)
{
	if (!pl_put_flags(text, s->record->flags, ""))
		pl_text_str(text, NOTHING);
}

static void put_seq(struct pl_text *text, const struct subject *s)
{
	pl_text_printf(text, "%llu", s->record->seq);
}

static void put_generation(struct pl_text *text, const struct subject *s)
{
	pl_text_printf(text, "%ju", (uintmax_t)s->event->generation);
}

static void put_missed(struct pl_text *text, const struct subject *s)
{
	pl_text_printf(text, "%ju", (uintmax_t)s->event->missed);
}

static void put_local_time(struct pl_text *text, const struct subject *s)
{
	pl_put_local_time(text, s->record->time_ns);
}

static void put_local_date(struct pl_text *text, const struct subject *s)
{
	pl_put_local_date(text, s->record->time_ns);
}

static void put_utc(struct pl_text *text, const struct subject *s)
{
	pl_put_utc(text, s->record->time_ns);
}

static void put_seconds(struct pl_text *text, const struct subject *s)
{
	pl_put_seconds(text, s->record->time_ns);
}

static void put_start(struct pl_text *text, const struct subject *s)
{
	pl_put_seconds(text, s->record->start_ns);
}

static void put_parent_start(struct pl_text *text, const struct subject *s)
{
	pl_put_seconds(text, s->record->parent_start_ns);
}

static void put_thread_start(struct pl_text *text, const struct subject *s)
{
	if (pl_is_thread(s->record))
		pl_put_seconds(text, s->record->thread_start_ns);
	else
		pl_text_str(text, NOTHING);
}

static void put_newline(struct pl_text *text, const struct subject *s)
{
	(void)s;
	pl_text_str(text, "\n");
}

static void put_percent(struct pl_text *text, const struct subject *s)
{
	(void)s;
	pl_text_str(text, "%");
}

typedef void (*put_fn)(struct pl_text *text, const struct subject *s);

static const struct {
	char letter;
	put_fn put;
} specifiers[] = {
	{ '%', put_percent },
	{ 'a', put_args },
	{ 'A', put_addresses },
	{ 'b', put_start },
	{ 'B', put_parent_start },
	{ 'c', put_comm },
	{ 'd', put_duration },
	{ 'D', put_local_date },
	{ 'e', put_thread_start },
	{ 'f', put_path },
	{ 'g', put_gid },
	{ 'G', put_generation },
	{ 'i', put_info },
	{ 'k', put_flags },
	{ 'l', put_lost },
	{ 'L', put_local_time },
	{ 'm', put_missed },
	{ 'n', put_newline },
	{ 'N', put_name },
	{ 'p', put_pid },
	{ 'P', put_ppid },
	{ 's', put_seq },
	{ 'S', put_seconds },
	{ 't', put_type },
	{ 'T', put_tid },
	{ 'u', put_uid },
	{ 'U', put_user },
	{ 'x', put_status },
	{ 'Z', put_utc },
};

static put_fn find_specifier(char letter)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(specifiers); i++)
		if (specifiers[i].letter == letter)
			return specifiers[i].put;
	return NULL;
}

PROCLOOK_API int proclook_format_check(const char *format)
{
	while (format && (format = strchr(format, '%'))) {
		if (!find_specifier(format[1])) {
			errno = EINVAL;
			return -1;
		}
		format += 2;
	}
	return 0;
}

PROCLOOK_API ssize_t
proclook_event_format(const struct proclook_event *event, const char *format,
		      char *buf, size_t size)
{
	const struct subject s = { event, proclook_event_get_record(event) };
	struct pl_text text;
	put_fn put;

	if (!format)
		format = PROCLOOK_FORMAT_HEAD PROCLOOK_FORMAT_TAIL;
	if (!s.record) {
		errno = EINVAL;
		return -1;
	}
	if (proclook_format_check(format))
		return -1;
	pl_text_init(&text, buf, size);
	for (;;) {
		size_t plain = strcspn(format, "%");

		pl_text_put(&text, format, plain);
		format += plain;
		if (!*format)
			return text.len;
		put = find_specifier(format[1]);
		put(&text, &s);
		format += 2;
	}
}
