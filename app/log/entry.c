// SPDX-License-Identifier: GPL-2.0-or-later
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entry.h"

static const char ellipsis[] = "...";

void entry_start(struct entry *entry)
{
	entry->used = 0;
	entry->count = 0;
	entry->failed = false;
}

void entry_end(struct entry *entry)
{
	free(entry->text);
	*entry = (struct entry){ 0 };
}

static bool grow(struct entry *entry, size_t more)
{
	size_t size = 2 * (entry->used + more);
	char *text;

	if (entry->size - entry->used >= more)
		return true;
	text = realloc(entry->text, size);
	if (!text)
		return false;
	entry->text = text;
	entry->size = size;
	return true;
}

/* "NAME=" and room for a value with a NUL; the place of the value, or NULL */
static char *begin_field(struct entry *entry, const char *name, size_t len)
{
	size_t name_len = strlen(name);
	char *at;

	assert(entry->count < ENTRY_FIELDS);
	if (entry->failed || !grow(entry, name_len + 1 + len + 1)) {
		entry->failed = true;
		return NULL;
	}
	at = entry->text + entry->used;
	memcpy(at, name, name_len);
	at[name_len] = '=';
	return at + name_len + 1;
}

static void end_field(struct entry *entry, char *end)
{
	*end = '\0';
	entry->ends[entry->count] = (size_t)(end - entry->text);
	entry->used = entry->ends[entry->count] + 1;
	entry->count++;
}

void entry_add(struct entry *entry, const char *name, const char *value, size_t len)
{
	char *at = begin_field(entry, name, len);

	if (!at)
		return;
	memcpy(at, value, len);
	end_field(entry, at + len);
}

void entry_printf(struct entry *entry, const char *name, const char *format, ...)
{
	char value[256];
	va_list args;

	va_start(args, format);
	vsnprintf(value, sizeof(value), format, args);
	va_end(args);
	entry_add(entry, name, value, strlen(value));
}

void entry_add_event(struct entry *entry, const char *name,
		     const struct proclook_event *event, const char *format, size_t max)
{
	ssize_t len = proclook_event_format(event, format, NULL, 0);
	bool cut = len > 0 && (size_t)len > max;
	size_t room = cut ? max : (size_t)len;
	char *at = len < 0 ? NULL : begin_field(entry, name, room + strlen(ellipsis));

	if (!at) {
		entry->failed = true;
		return;
	}
	/* Cut it ends with a whole character, so that it may be shorter */
	proclook_event_format(event, format, at, room + 1);
	at += strlen(at);
	if (cut) {
		memcpy(at, ellipsis, strlen(ellipsis));
		at += strlen(ellipsis);
	}
	end_field(entry, at);
}

int entry_get_fields(const struct entry *entry, struct iovec fields[ENTRY_FIELDS])
{
	size_t begin = 0;
	int i;

	if (entry->failed)
		return -1;
	for (i = 0; i < entry->count; i++) {
		fields[i].iov_base = entry->text + begin;
		fields[i].iov_len = entry->ends[i] - begin;
		begin = entry->ends[i] + 1;
	}
	return entry->count;
}
