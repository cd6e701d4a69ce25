// SPDX-License-Identifier: LGPL-2.1-or-later
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

int pl_event_init(struct proclook_event *event)
{
	memset(event, 0, sizeof(*event));
	event->buf = malloc(PROCLOOK_RECORD_MAX);
	if (!event->buf)
		return -1;
	event->buf_size = PROCLOOK_RECORD_MAX;
	return 0;
}

int pl_event_grow(struct proclook_event *event, size_t size)
{
	char *buf = realloc(event->buf, size);

	if (!buf)
		return -1;
	event->filled = false;
	event->buf = buf;
	event->buf_size = size;
	return 0;
}

void pl_event_release(struct proclook_event *event)
{
	free(event->buf);
}

static bool all_nul(const char *bytes, size_t len)
{
	while (len && !bytes[len - 1])
		len--;
	return !len;
}

/* That of the first module; this library may know of fields which that one lacks */
#define HEADER_MIN	128

static_assert(sizeof(struct proclook_record) == HEADER_MIN,
	      "fields behind header_size must not be read");

static bool header_is_sane(const struct proclook_record *record, size_t size)
{
	if (record->size != size || size % 8)
		return false;
	if (record->header_size < HEADER_MIN || record->header_size % 8 ||
	    record->header_size > size)
		return false;
	/* What exists may be listed before the first event */
	if (!record->type || (!record->seq && record->type != PROCLOOK_EXISTING))
		return false;
	/* Behind its NUL nobody looks */
	if (!memchr(record->comm, 0, sizeof(record->comm)))
		return false;
	return record->args_len <= record->args_total;
}

/*
 * Everything that the rest of the library relies on is tested here and nowhere
 * else.  Reserved fields and unknown types and flags belong to later modules.
 */
int pl_event_check(struct proclook_event *event, size_t size)
{
	const struct proclook_record *record = (const void *)event->buf;
	size_t room;

	event->filled = false;
	if (size < HEADER_MIN || size > event->buf_size ||
	    !header_is_sane(record, size))
		goto nonsense;

	room = size - record->header_size;
	if (room < 2 || record->path_len > room - 2 ||
	    record->args_len > room - 2 - record->path_len)
		goto nonsense;

	event->path = event->buf + record->header_size;
	event->args = event->path + record->path_len + 1;
	room -= record->path_len + 1 + record->args_len;
	if (strnlen(event->path, record->path_len + 1) != record->path_len ||
	    !all_nul(event->args + record->args_len, room))
		goto nonsense;
	event->filled = true;
	return 0;

nonsense:
	errno = EPROTO;
	return -1;
}

/* With a copy of a record, if that is a good one */
int pl_event_fill(struct proclook_event *event, const char *record, size_t size)
{
	if (size > event->buf_size && pl_event_grow(event, size))
		return -1;
	memcpy(event->buf, record, size);
	return pl_event_check(event, size);
}

void pl_event_exchange(struct proclook_event *a, struct proclook_event *b)
{
	struct proclook_event tmp = *a;

	*a = *b;
	*b = tmp;
}

PROCLOOK_API struct proclook_event *proclook_event_new(void)
{
	struct proclook_event *event = malloc(sizeof(*event));

	if (event && pl_event_init(event)) {
		free(event);
		event = NULL;
	}
	return event;
}

PROCLOOK_API void proclook_event_free(struct proclook_event *event)
{
	if (!event)
		return;
	pl_event_release(event);
	free(event);
}

PROCLOOK_API const struct proclook_record *
proclook_event_get_record(const struct proclook_event *event)
{
	return event->filled ? (const void *)event->buf : NULL;
}

PROCLOOK_API const char *proclook_event_get_path(const struct proclook_event *event)
{
	return event->filled ? event->path : "";
}

PROCLOOK_API const char *
proclook_event_get_args(const struct proclook_event *event, size_t *len)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	*len = record ? record->args_len : 0;
	return record ? event->args : "";
}

PROCLOOK_API const char *
proclook_event_next_arg(const struct proclook_event *event,
			const char *previous)
{
	size_t len;
	const char *args = proclook_event_get_args(event, &len);
	const char *next = previous ? previous + strlen(previous) + 1 : args;

	return next < args + len ? next : NULL;
}

PROCLOOK_API uint64_t proclook_event_get_missed(const struct proclook_event *event)
{
	return event->filled ? event->missed : 0;
}

PROCLOOK_API void proclook_event_add_missed(struct proclook_event *event,
					    uint64_t missed)
{
	event->missed += missed;
}

PROCLOOK_API uint64_t
proclook_event_get_generation(const struct proclook_event *event)
{
	return event->filled ? event->generation : 0;
}
