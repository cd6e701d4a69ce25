// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * JSON of any event: a strict parser takes it, and every member says what the
 * record does
 *
 *	input: size of a buffer that may be too small, an event
 */
#include <jansson.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "text.h"

static ssize_t to_json(const void *what, char *buf, size_t size)
{
	return proclook_event_format_json(what, buf, size);
}

/* Other parsers of numbers lose digits: these are compared as they are written */
static void check_number(const char *text, const char *key, uint64_t wanted)
{
	char member[64];

	snprintf(member, sizeof(member), ",\"%s\":%" PRIu64, key, wanted);
	text = strstr(text, member);
	must(text);
	must(text[strlen(member)] == ',' || text[strlen(member)] == '}');
}

/* Each byte that is in no character becomes U+FFFD */
static void check_string(const json_t *string, const char *raw, size_t len)
{
	const char *got = json_string_value(string);

	must(got);
	while (len) {
		uint32_t code;
		size_t bytes = utf8(raw, len, &code);

		if (bytes) {
			must(!strncmp(got, raw, bytes));
			got += bytes;
		} else {
			must(!strncmp(got, "\xef\xbf\xbd", 3));
			got += 3;
		}
		raw += bytes + !bytes;
		len -= bytes + !bytes;
	}
	must(!*got);
}

/* Strings as in /proc/PID/cmdline; the last needs no NUL of its own */
static void check_args(const json_t *args, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	const char *end = event->args + record->args_len;
	const char *arg = event->args;
	size_t i;

	must(json_is_array(args));
	for (i = 0; arg < end; i++) {
		size_t len = strnlen(arg, end - arg);

		check_string(json_array_get(args, i), arg, len);
		arg += len + 1;
	}
	must(json_array_size(args) == i);
}

static bool has_flag(const json_t *flags, const char *name)
{
	size_t i;

	for (i = 0; i < json_array_size(flags); i++)
		if (!strcmp(json_string_value(json_array_get(flags, i)), name))
			return true;
	return false;
}

static void check_flags(const json_t *flags, const struct proclook_event *event)
{
	static const char *const names[] = { "kernel_thread", "path_as_called",
		"args_cut", "args_off", "worker" };
	const struct proclook_record *record = proclook_event_get_record(event);
	bool text = is_utf8(record->comm, strlen(record->comm)) &&
		    is_utf8(event->path, record->path_len) &&
		    is_utf8(event->args, record->args_len);
	char unknown[32];
	size_t bit;

	for (bit = 0; bit < 32; bit++) {
		snprintf(unknown, sizeof(unknown), "unknown(0x%x)", 1U << bit);
		must(has_flag(flags, bit < 5 ? names[bit] : unknown) ==
		     (record->flags >> bit & 1));
	}
	must(has_flag(flags, "not_utf8") == !text);
	must(json_array_size(flags) ==
	     (size_t)__builtin_popcount(record->flags) + !text);
}

static void check_end(const json_t *json, const char *text,
		      const struct proclook_record *record)
{
	bool exit = record->type == PROCLOOK_EXIT;
	uint64_t start = exit ? record->start_ns : record->thread_start_ns;
	bool end = exit || record->type == PROCLOOK_THREAD_EXIT;
	int low = record->exit_status & 0x7f;

	must(!json_object_get(json, "status") == !end);
	if (!end)
		return;
	check_number(text, "duration_ns", record->time_ns < start ? 0 :
		     record->time_ns - start);
	must(json_number_value(json_object_get(json, "status")) ==
	     record->exit_status);
	must(!json_object_get(json, "exit_code") == (low && low != 0x7f));
	must(!json_object_get(json, "signal") == !(low && low != 0x7f));
	if (low && low != 0x7f)
		check_number(text, "signal", low);
	else
		check_number(text, "exit_code", record->exit_status >> 8 & 0xff);
}

static void check_numbers(const json_t *json, const char *text,
			  const struct proclook_record *record)
{
	check_number(text, "seq", record->seq);
	check_number(text, "time_ns", record->time_ns);
	check_number(text, "start_ns", record->start_ns);
	check_number(text, "parent_start_ns", record->parent_start_ns);
	check_number(text, "uid", record->uid);
	check_number(text, "gid", record->gid);
	must(json_number_value(json_object_get(json, "pid")) == record->pid);
	must(json_number_value(json_object_get(json, "tid")) == record->tid);
	must(json_number_value(json_object_get(json, "ppid")) == record->ppid);
}

/* It is there, and right, or not there */
static void check_only(const json_t *json, const char *text, const char *key, bool there,
		       uint64_t wanted)
{
	must(!json_object_get(json, key) == !there);
	if (there)
		check_number(text, key, wanted);
}

static void check_others(const json_t *json, const char *text,
			 const struct proclook_record *record)
{
	bool image = record->type == PROCLOOK_IMAGE_LOAD;
	bool thread = record->type == PROCLOOK_THREAD_CREATE ||
		      record->type == PROCLOOK_THREAD_EXIT;

	check_only(json, text, "thread_start_ns", thread, record->thread_start_ns);
	check_only(json, text, "image_start", image, record->image_start);
	check_only(json, text, "image_size", image, record->image_size);
	check_only(json, text, "lost", record->type == PROCLOOK_LOST, record->lost);
}

static void check_program(const json_t *json, const char *text,
			  const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	bool exec = record->type == PROCLOOK_EXEC;
	const json_t *path = json_object_get(json, "path");
	const json_t *args = json_object_get(json, "args");

	must(!path == !(exec || record->path_len));
	if (path)
		check_string(path, event->path, record->path_len);
	must(!args == !(exec || record->args_len));
	if (args)
		check_args(args, event);
	check_only(json, text, "args_total", args, record->args_total);
}

static void check_members(const json_t *json, const char *text,
			  const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	const char *generation;
	char number[24];

	generation = json_string_value(json_object_get(json, "generation"));
	snprintf(number, sizeof(number), "%" PRIu64, event->generation);
	must(generation && !strcmp(generation, number));
	check_number(text, "missed", event->missed);
	check_numbers(json, text, record);
	check_string(json_object_get(json, "comm"), record->comm,
		     strlen(record->comm));
	check_flags(json_object_get(json, "flags"), event);
	check_end(json, text, record);
	check_others(json, text, record);
	check_program(json, text, event);
}

static size_t piece_of_json(const char *text)
{
	uint32_t code;

	if (*text != '\\')
		return utf8(text, strlen(text), &code);
	if (text[1] != 'u')
		return 2;
	/* Both halves of a pair stay together */
	return text[2] == 'd' && strchr("89ab", text[3]) ? 12 : 6;
}

static void check_cut(const struct proclook_event *event, const char *text,
		      size_t size)
{
	size_t used = render_cut(to_json, event, text, size);
	size_t end = 0;

	while (end < used)
		end += piece_of_json(text + end);
	must(end == used);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	size_t room_for_text = take_up_to(&input, 4095);
	struct proclook_event event;
	json_t *json;
	size_t len;
	char *text;

	take_event(&input, &event);
	text = render(to_json, &event, &len);
	must(is_fit(text, len));
	/* Numbers above the largest signed one are good JSON too */
	json = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL,
			  NULL);
	must(json_is_object(json));
	check_members(json, text, &event);
	check_cut(&event, text, room_for_text);
	json_decref(json);
	free(text);
	free(event.buf);
	return 0;
}
