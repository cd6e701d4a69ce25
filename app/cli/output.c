// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "tree.h"
#include "util.h"

#define BOLD_YELLOW	"\033[1;33m"
#define GREEN		"\033[32m"
#define CYAN		"\033[36m"
#define BLUE		"\033[34m"
#define RED		"\033[31m"
#define PLAIN		"\033[0m"

/* https://no-color.org: set and not empty, whatever the value */
static bool terminal_wants_color(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
	       term && strcmp(term, "dumb");
}

void output_start(struct output *output)
{
	if (output->color == COLOR_AUTO)
		output->color = terminal_wants_color() ? COLOR_ALWAYS :
							 COLOR_NEVER;
	if (output->json || output->format)
		output->color = COLOR_NEVER;
}

void output_end(struct output *output)
{
	free(output->buf);
	output->buf = NULL;
	output->size = 0;
}

static const char *color_of(const struct proclook_record *record)
{
	switch (record->type) {
	case PROCLOOK_FORK:
		return GREEN;
	case PROCLOOK_EXEC:
		return CYAN;
	case PROCLOOK_EXIT:
		return record->exit_status ? RED : BLUE;
	default:
		return BOLD_YELLOW;
	}
}

/* The library's default form, but with what was asked for */
static const char *human_format(const struct output *output,
				const struct proclook_event *event,
				char *room, size_t size)
{
	static const char tail[] = PROCLOOK_FORMAT_TAIL;
	const char *name = strstr(tail, "%N");
	bool color = output->color == COLOR_ALWAYS;
	unsigned int depth = output->depth < TREE_DEPTH_MAX ? output->depth : TREE_DEPTH_MAX;

	if (!color && !output->utc && !depth)
		return NULL;
	snprintf(room, size, "%s\t%s%%t%s%.*s%*s%s", output->utc ? "%Z" : "%L",
		 color ? color_of(proclook_event_get_record(event)) : "",
		 color ? PLAIN : "", (int)(name - tail), tail,
		 (int)(2 * depth), "", name);
	return room;
}

static ssize_t render(const struct output *output,
		      const struct proclook_event *event)
{
	char room[160];
	const char *format = output->format;

	if (output->json)
		return proclook_event_format_json(event, output->buf, output->size);
	if (!format)
		format = human_format(output, event, room, sizeof(room));
	return proclook_event_format(event, format, output->buf, output->size);
}

int output_event(struct output *output, const struct proclook_event *event)
{
	ssize_t len;

	/* Times are those of now: another call may give a longer text */
	while ((len = render(output, event)) >= (ssize_t)output->size) {
		char *buf = realloc(output->buf, len + 256);

		if (!buf)
			return -1;
		output->buf = buf;
		output->size = len + 256;
	}
	if (len < 0)
		return -1;
	put_line(output->buf);
	return 0;
}

void output_gap(const struct output *output, uint64_t missed)
{
	bool color = output->color == COLOR_ALWAYS;

	if (output->json)
		put("{\"type\":\"gap\",\"missed\":%ju}\n", (uintmax_t)missed);
	else if (!output->format)
		put("%s---- missed %ju events ----%s\n",
		    color ? BOLD_YELLOW : "", (uintmax_t)missed,
		    color ? PLAIN : "");
}

void output_duplicate(const struct output *output,
		      const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	uintmax_t seq = record ? record->seq : 0;

	if (output->json)
		put("{\"type\":\"duplicate\",\"seq\":%ju}\n", seq);
	else
		put("---- nothing new, seq=%ju ----\n", seq);
}
