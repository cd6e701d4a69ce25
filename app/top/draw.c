// SPDX-License-Identifier: GPL-2.0-or-later
#include <curses.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "diagnose.h"
#include "draw.h"
#include "draw-row.h"
#include "panes.h"
#include "screen.h"
#include "util.h"

/* Above the body: how it is, and what the columns are; below: keys */
#define LINES_ABOVE	2
#define LINES_BELOW	1

static size_t width(void)
{
	return COLS > 0 ? (size_t)COLS : 0;
}

static size_t body_height(void)
{
	const int height = LINES - LINES_ABOVE - LINES_BELOW;

	return height > 0 ? (size_t)height : 0;
}

__attribute__((format(printf, 2, 3)))
static void add(struct line *line, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	line_put(line, text, line->width);
}

/* What must not be overlooked comes first, for a terminal may be narrow */
static void draw_header(const struct top *top)
{
	const struct model *model = &top->model;
	struct line line;

	line_start(&line, width());
	if (top->is_paused)
		add(&line, "PAUSED  ");
	if (model->lost)
		add(&line, "%ju events lost  ", (uintmax_t)model->lost);
	if (!model->is_open && model->was_open)
		add(&line, "no device  ");
	add(&line, "%zu processes  %ju started  %ju ended", model->alive,
	    (uintmax_t)model->started, (uintmax_t)model->finished);
	if (model->is_open && !model->shows_all)
		add(&line, "  only your own processes");
	line_pad(&line, line.width);
	screen_put(0, &line, LOOK_BAR, false);
}

static void draw_columns(void)
{
	struct line line;

	row_titles(&line, width());
	screen_put(1, &line, LOOK_PLAIN, false);
}

static void draw_keys(const struct top *top)
{
	const struct view *view = &top->view;
	char text[4 * VIEW_SEARCH_SIZE];
	struct line line;

	proclook_escape(text, sizeof(text), view->search, strlen(view->search));
	line_start(&line, width());
	if (top->is_typing)
		add(&line, "/%s_  Enter keep  Esc clear", text);
	else if (top->pane_kind != PANE_NONE)
		add(&line, "q close  arrows scroll");
	else
		add(&line, "%s%s%sq quit  / search  Space %s  u %s  K %s  Enter details  ? help",
		    *text ? "/" : "", text, *text ? "  Esc clear  " : "",
		    top->is_paused ? "go on" : "pause", view->own ? "all users" : "only mine",
		    view->kernel ? "no kernel" : "kernel");
	line_pad(&line, line.width);
	if (LINES > LINES_ABOVE)
		screen_put(LINES - 1, &line, LOOK_BAR, false);
}

static void draw_in_the_middle(const char *const *texts, size_t count)
{
	size_t height = body_height(), i;
	size_t first = height > count ? (height - count) / 2 : 0;
	struct line line;

	for (i = 0; i < count && first + i < height; i++) {
		size_t columns;

		line_start(&line, width());
		line_put(&line, texts[i], line.width);
		columns = line.columns;
		line_start(&line, width());
		line_pad(&line, (line.width - columns) / 2);
		line_put(&line, texts[i], line.width);
		screen_put(LINES_ABOVE + (int)(first + i), &line, LOOK_PLAIN, false);
	}
}

/* Why there is nothing, what to do, and what it does meanwhile */
static void draw_absence(const struct model *model)
{
	const char *hint = hint_for(model->error, DEFAULT_NAME);
	char why[128];
	const char *const texts[] = {
		why, *hint ? hint + strlen("; ") : "",
		"It is waited for; r tries again at once",
	};

	snprintf(why, sizeof(why), NODE_DIR "/%s: %s", DEFAULT_NAME,
		 model->error == ENODEV && model->was_open ? "the device went away" :
		 strerror(model->error));
	if (model->error)
		draw_in_the_middle(texts, ARRAY_SIZE(texts));
}

static void draw_nothing(const struct top *top)
{
	const char *text = "No process is found";

	if (!top->view.search[0])
		text = "No process is there";
	draw_in_the_middle(&text, 1);
}

static void draw_tree(const struct top *top)
{
	const struct view *view = &top->view;
	size_t i;

	for (i = view->top; i < view->count && i - view->top < view->height; i++)
		draw_row(LINES_ABOVE + (int)(i - view->top), &view->row[i], width(),
			 i == view->index);
}

static void draw_pane(struct top *top)
{
	const char *text = top->pane.text;
	struct line line;
	size_t i;

	pane_fit(&top->pane, width(), body_height());
	for (i = 0; text && *text && i < top->pane.top + top->pane.height; i++) {
		int y = LINES_ABOVE + (int)i - (int)top->pane.top;

		text = pane_next(text, &line, width());
		if (i >= top->pane.top)
			screen_put(y, &line, LOOK_PLAIN, false);
	}
}

static void draw_body(struct top *top)
{
	const struct model *model = top_model(top);

	if (top->pane_kind != PANE_NONE)
		draw_pane(top);
	else if (!model->is_open)
		draw_absence(model);
	else if (!top->view.count)
		draw_nothing(top);
	else
		draw_tree(top);
}

int draw(struct top *top)
{
	view_set_height(&top->view, body_height());
	if (view_arrange(&top->view, top_model(top)))
		return -1;
	panes_update(top);
	erase();
	draw_header(top);
	draw_columns();
	draw_body(top);
	draw_keys(top);
	refresh();
	return 0;
}
