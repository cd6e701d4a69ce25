// SPDX-License-Identifier: GPL-2.0-or-later
#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#include "describe.h"
#include "draw-row.h"
#include "screen.h"
#include "users.h"

/* Where columns begin */
enum {
	AT_USER		= 8,
	AT_START	= 18,
	AT_STATUS	= 27,
	AT_TREE		= 43,
};

/* A level of the tree takes so many columns */
#define LEVEL_WIDTH	2

struct strokes {
	const char *passes;
	const char *nothing;
	const char *branches;
	const char *ends;
};

static const struct strokes *find_strokes(void)
{
	static const struct strokes unicode = { "│ ", "  ", "├─", "└─" };
	static const struct strokes ascii = { "| ", "  ", "|-", "`-" };

	return strcmp(nl_langinfo(CODESET), "UTF-8") ? &ascii : &unicode;
}

void row_titles(struct line *line, size_t width)
{
	line_start(line, width);
	line_put(line, "    PID USER", width);
	line_pad(line, AT_START);
	line_put(line, "START", width);
	line_pad(line, AT_STATUS);
	line_put(line, "STATUS", width);
	line_pad(line, AT_TREE);
	line_put(line, "NAME/ARGUMENTS", width);
}

/* One column lies between two */
static void put_column(struct line *line, const char *text, size_t next)
{
	line_put(line, text, next - 1);
	line_pad(line, next);
}

static void put_columns(struct line *line, const struct node *node)
{
	const struct process *process = node->process;
	char text[64];

	snprintf(text, sizeof(text), "%7d", process->pid);
	put_column(line, text, AT_USER);
	put_column(line, users_name(process->uid), AT_START);
	describe_time(describe_boot_ns() + (int64_t)process->start_ns, describe_now_ns(),
		      text, sizeof(text));
	put_column(line, text, AT_STATUS);
	describe_status(node, text, sizeof(text));
	put_column(line, text, AT_TREE);
}

/* At least half of the room is the name's */
static size_t deepest(const struct line *line)
{
	size_t room = line->width > AT_TREE ? line->width - AT_TREE : 0;
	size_t levels = room / 2 / LEVEL_WIDTH;

	return levels < VIEW_DEPTH_MAX ? levels : VIEW_DEPTH_MAX - 1;
}

/* Where it is deeper than can be drawn it is said how deep */
static void put_strokes(struct line *line, const struct row *row)
{
	const struct strokes *strokes = find_strokes();
	size_t drawn = row->depth < deepest(line) ? row->depth : deepest(line);
	char text[32];
	size_t level;

	for (level = 1; level <= drawn; level++) {
		bool more = row->lines >> level & 1;

		if (level == row->depth)
			line_put(line, more ? strokes->branches : strokes->ends, line->width);
		else
			line_put(line, more ? strokes->passes : strokes->nothing, line->width);
	}
	if (drawn == row->depth)
		return;
	snprintf(text, sizeof(text), "(%zu) ", row->depth);
	line_put(line, text, line->width);
}

static enum look choose_look(const struct row *row)
{
	if (describe_is_failure(row->node))
		return LOOK_FAILED;
	if (row->node->state == NODE_ENDED || !row->found)
		return LOOK_DIM;
	return row->node->state == NODE_FRESH ? LOOK_FRESH : LOOK_PLAIN;
}

void draw_row(int y, const struct row *row, size_t width, bool selected)
{
	struct line line;
	char text[LINE_SIZE];

	line_start(&line, width);
	put_columns(&line, row->node);
	put_strokes(&line, row);
	describe_command(row->node->process, text, sizeof(text));
	line_put(&line, text, line.width);
	line_pad(&line, line.width);
	screen_put(y, &line, choose_look(row), selected);
}
