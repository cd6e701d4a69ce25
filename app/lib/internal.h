/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef PROCLOOK_INTERNAL_H
#define PROCLOOK_INTERNAL_H

#include <stdbool.h>

#include "proclook.h"

#define PROCLOOK_API	__attribute__((visibility("default")))

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define PL_NSEC_PER_SEC	1000000000LL

/* No sane record needs more, however new the module */
#define PL_RECORD_LIMIT	(1024U * 1024)

/*
 * @buf has room for buf_size bytes and, while @filled, one record that
 * pl_event_check() has accepted.  Path and args point into it.
 */
struct proclook_event {
	char *buf;
	size_t buf_size;
	bool filled;
	const char *path;
	const char *args;
	uint64_t generation;
	uint64_t missed;
};

int pl_event_init(struct proclook_event *event);
int pl_event_grow(struct proclook_event *event, size_t size);
int pl_event_check(struct proclook_event *event, size_t size);
int pl_event_fill(struct proclook_event *event, const char *record, size_t size);
void pl_event_exchange(struct proclook_event *a, struct proclook_event *b);
void pl_event_release(struct proclook_event *event);

/*
 * Text that may be longer than its buffer.  What is put in one call is never
 * split, so that a cut text ends with a whole character or escape.
 */
struct pl_text {
	char *buf;
	size_t size;
	size_t used;
	size_t len;
};

void pl_text_init(struct pl_text *text, char *buf, size_t size);
void pl_text_put(struct pl_text *text, const char *bytes, size_t len);
void pl_text_str(struct pl_text *text, const char *string);
void pl_text_printf(struct pl_text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * enum pl_style - how hostile bytes are made harmless
 * @PL_TERMINAL: proclook_escape()
 * @PL_SHELL: what may stand in $'...': gives back the bytes in bash
 * @PL_JSON: what may stand in a JSON string
 */
enum pl_style {
	PL_TERMINAL,
	PL_SHELL,
	PL_JSON,
};

void pl_escape(struct pl_text *text, const char *raw, size_t len,
	       enum pl_style style);
void pl_quote(struct pl_text *text, const char *raw, size_t len);
size_t pl_utf8(const char *raw, size_t len, uint32_t *code);
bool pl_is_utf8(const char *raw, size_t len);

void pl_put_type(struct pl_text *text, unsigned int type);
void pl_put_signal(struct pl_text *text, int signal);
/* With commas between, each in quotes or not; false if there is none */
bool pl_put_flags(struct pl_text *text, unsigned int flags, const char *quote);

void pl_put_utc(struct pl_text *text, uint64_t boottime_ns);
void pl_put_local_time(struct pl_text *text, uint64_t boottime_ns);
void pl_put_local_date(struct pl_text *text, uint64_t boottime_ns);
void pl_put_seconds(struct pl_text *text, uint64_t ns);
void pl_put_span(struct pl_text *text, uint64_t ns);

/* Of a process or of a thread: has a status and a duration */
bool pl_is_end(const struct proclook_record *record);
bool pl_is_thread(const struct proclook_record *record);
uint64_t pl_duration(const struct proclook_record *record);

/* Where libudev says that a named event is: both paths of the same device */
struct pl_place {
	char *node;
	char *attribute;
	dev_t devnum;
};

bool pl_name_is_valid(const char *name);
int pl_place_find(const char *name, struct pl_place *place);
int pl_place_open(const struct pl_place *place);
void pl_place_release(struct pl_place *place);

#endif /* PROCLOOK_INTERNAL_H */
