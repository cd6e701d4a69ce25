// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * JSON text for programs.  Numbers of nanoseconds may lose their last bit
 * in a parser that knows only doubles, once a machine is up for 104 days; two equal
 * ones stay equal.  A generation has no meaning as a number and is a string.
 */
#include <errno.h>
#include <string.h>
#include <sys/wait.h>

#include "internal.h"

static void put_string(struct pl_text *text, const char *raw, size_t len)
{
	pl_text_str(text, "\"");
	pl_escape(text, raw, len, PL_JSON);
	pl_text_str(text, "\"");
}

/* Every key but the first, which is "type", has a comma before it */
static void put_key(struct pl_text *text, const char *key)
{
	pl_text_printf(text, ",\"%s\":", key);
}

static void put_unsigned(struct pl_text *text, const char *key, uint64_t value)
{
	put_key(text, key);
	pl_text_printf(text, "%ju", (uintmax_t)value);
}

static void put_signed(struct pl_text *text, const char *key, int value)
{
	put_key(text, key);
	pl_text_printf(text, "%d", value);
}

static void put_identity(struct pl_text *text,
			 const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	pl_text_str(text, "{\"type\":\"");
	pl_put_type(text, record->type);
	pl_text_str(text, "\"");
	put_unsigned(text, "seq", record->seq);
	put_key(text, "generation");
	pl_text_printf(text, "\"%ju\"", (uintmax_t)event->generation);
	put_unsigned(text, "missed", event->missed);
	put_key(text, "time");
	pl_text_str(text, "\"");
	pl_put_utc(text, record->time_ns);
	pl_text_str(text, "\"");
	put_unsigned(text, "time_ns", record->time_ns);
	put_unsigned(text, "start_ns", record->start_ns);
	put_unsigned(text, "parent_start_ns", record->parent_start_ns);
}

static void put_process(struct pl_text *text,
			const struct proclook_record *record)
{
	put_signed(text, "pid", record->pid);
	put_signed(text, "tid", record->tid);
	put_signed(text, "ppid", record->ppid);
	put_unsigned(text, "uid", record->uid);
	put_unsigned(text, "gid", record->gid);
	put_key(text, "comm");
	put_string(text, record->comm, strlen(record->comm));
}

/* What only some types have */
static void put_others(struct pl_text *text,
		       const struct proclook_record *record)
{
	if (pl_is_thread(record))
		put_unsigned(text, "thread_start_ns", record->thread_start_ns);
	if (record->type == PROCLOOK_IMAGE_LOAD) {
		put_unsigned(text, "image_start", record->image_start);
		put_unsigned(text, "image_size", record->image_size);
	}
	if (record->type == PROCLOOK_LOST)
		put_unsigned(text, "lost", record->lost);
}

static void put_path(struct pl_text *text, const struct proclook_event *event)
{
	put_key(text, "path");
	put_string(text, event->path,
		   proclook_event_get_record(event)->path_len);
}

static void put_args(struct pl_text *text, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	const char *arg = NULL;
	const char *comma = "";

	put_key(text, "args");
	pl_text_str(text, "[");
	while ((arg = proclook_event_next_arg(event, arg))) {
		pl_text_str(text, comma);
		put_string(text, arg, strlen(arg));
		comma = ",";
	}
	pl_text_str(text, "]");
	put_unsigned(text, "args_total", record->args_total);
}

/* What has bytes that no JSON string can hold says so, also where comm was cut */
static bool is_text(const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	return pl_is_utf8(record->comm, strlen(record->comm)) &&
	       pl_is_utf8(event->path, record->path_len) &&
	       pl_is_utf8(event->args, record->args_len);
}

static void put_flags(struct pl_text *text, const struct proclook_event *event)
{
	bool some;

	put_key(text, "flags");
	pl_text_str(text, "[");
	some = pl_put_flags(text, proclook_event_get_record(event)->flags, "\"");
	if (!is_text(event))
		pl_text_printf(text, "%s\"not_utf8\"", some ? "," : "");
	pl_text_str(text, "]");
}

static void put_end(struct pl_text *text, const struct proclook_record *record)
{
	int status = record->exit_status;

	put_signed(text, "status", status);
	if (WIFSIGNALED(status)) {
		put_signed(text, "signal", WTERMSIG(status));
		put_key(text, "signal_name");
		pl_text_str(text, "\"");
		pl_put_signal(text, WTERMSIG(status));
		pl_text_str(text, "\"");
		put_key(text, "core");
		pl_text_str(text, WCOREDUMP(status) ? "true" : "false");
	} else {
		put_signed(text, "exit_code", WEXITSTATUS(status));
	}
	put_unsigned(text, "duration_ns", pl_duration(record));
}

PROCLOOK_API ssize_t
proclook_event_format_json(const struct proclook_event *event, char *buf,
			   size_t size)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	struct pl_text text;

	if (!record) {
		errno = EINVAL;
		return -1;
	}
	pl_text_init(&text, buf, size);
	put_identity(&text, event);
	put_process(&text, record);
	put_others(&text, record);
	if (record->type == PROCLOOK_EXEC || record->path_len)
		put_path(&text, event);
	if (record->type == PROCLOOK_EXEC || record->args_len)
		put_args(&text, event);
	if (pl_is_end(record))
		put_end(&text, record);
	put_flags(&text, event);
	pl_text_str(&text, "}");
	return text.len;
}
