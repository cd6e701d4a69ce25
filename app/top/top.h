/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_TOP_H
#define PROCLOOK_TOP_H

#include "model.h"
#include "pane.h"
#include "signals.h"
#include "view.h"

enum pane_kind {
	PANE_NONE,
	PANE_HELP,
	PANE_DETAILS,
};

/*
 * struct top - one run of proclook-top
 * @model: what is
 * @frozen: what was when it was paused
 * @view: what is shown of one of them
 * @pane: what is shown in their place
 * @pane_pid: with @pane_start_ns the process that it is about
 * @is_paused: the screen stands still
 * @is_typing: keys go into the search
 * @is_stale: what is on the screen is no longer so
 * @is_urgent: and somebody who has pressed a key waits for it
 * @has_more: changes or keys were left for the next round
 * @drawn_ns: when it was last drawn, CLOCK_MONOTONIC
 * @code: what to exit with; GO_ON
 */
struct top {
	struct signals signals;
	struct follow *follow;
	struct model model;
	struct model frozen;
	struct view view;
	struct pane pane;
	enum pane_kind pane_kind;
	int32_t pane_pid;
	uint64_t pane_start_ns;
	bool is_paused;
	bool is_typing;
	bool is_stale;
	bool is_urgent;
	bool has_more;
	int64_t drawn_ns;
	int code;
};

/* Return: exit code */
int top_run(struct top *top, bool own);

/* What the view is of */
struct model *top_model(struct top *top);

/* The view is no longer what it was: what comes next may be about a row */
void top_arrange(struct top *top);

/* It cannot go on: @code is what it exits with */
void top_fail(struct top *top, int error, const char *what);

#endif /* PROCLOOK_TOP_H */
