/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_OUTPUT_H
#define PROCLOOK_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <proclook.h>

enum color {
	COLOR_AUTO,
	COLOR_ALWAYS,
	COLOR_NEVER,
};

/*
 * How events are shown; all zero is the form for people
 * @depth: how far the name is indented in that form
 */
struct output {
	bool json;
	bool utc;
	const char *format;
	enum color color;
	unsigned int depth;
	char *buf;
	size_t size;
};

void output_start(struct output *output);
void output_end(struct output *output);

/* Return: 0, or -1 with errno */
int output_event(struct output *output, const struct proclook_event *event);

/* @missed events came and went; says nothing where --format is used */
void output_gap(const struct output *output, uint64_t missed);
void output_duplicate(const struct output *output,
		      const struct proclook_event *event);

#endif /* PROCLOOK_OUTPUT_H */
