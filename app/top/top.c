// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "draw.h"
#include "keys.h"
#include "panes.h"
#include "screen.h"
#include "top.h"
#include "util.h"

/* Nobody reads faster than that, however much happens */
#define DRAW_NS		100000000LL

/* Between two looks at the keyboard */
#define CHANGES_MAX	4096

struct model *top_model(struct top *top)
{
	return top->is_paused ? &top->frozen : &top->model;
}

/* The screen is left before it is said */
void top_fail(struct top *top, int error, const char *what)
{
	screen_end();
	warn_plain("%s: %s", what, strerror(error));
	top->code = EXIT_ERROR;
}

void top_arrange(struct top *top)
{
	struct model *model = top_model(top);

	if (model->is_ready && view_arrange(&top->view, model))
		top_fail(top, ENOMEM, "the screen");
}

static void take_changes(struct top *top)
{
	int64_t now = monotonic_ns();
	struct change change;
	unsigned int i;
	int new = 1;

	for (i = 0; i < CHANGES_MAX; i++) {
		new = follow_next(top->follow, &change);
		if (!new)
			return;
		if (new < 0 || model_take(&top->model, &change, now))
			break;
		top->is_stale = true;
	}
	if (i < CHANGES_MAX)
		top_fail(top, new < 0 ? errno : ENOMEM, "/dev/proclook/process");
	top->has_more = true;
}

static void take_signals(struct top *top)
{
	int number;

	while ((number = signals_next(&top->signals))) {
		top->is_stale = true;
		top->is_urgent = true;
		switch (number) {
		case SIGTSTP:
			screen_stop();
			break;
		case SIGCONT:
			screen_again();
			break;
		case SIGWINCH:
			screen_resize();
			break;
		default:
			top->signals.caught = number;
			top->code = EXIT_DONE;
		}
	}
}

/* What is frozen does not change */
static void expire(struct top *top)
{
	if (!top->is_paused && model_expire(&top->model, monotonic_ns()))
		top->is_stale = true;
}

/* Before all processes are there the selected one may be missing */
static int64_t draw_time(struct top *top)
{
	const struct model *model = top_model(top);

	if (!top->is_stale || (model->is_open && !model->is_ready))
		return INT64_MAX;
	return top->is_urgent ? 0 : top->drawn_ns + DRAW_NS;
}

static void draw_if_stale(struct top *top)
{
	int64_t now = monotonic_ns();

	if (draw_time(top) > now)
		return;
	if (draw(top)) {
		top_fail(top, ENOMEM, "the screen");
		return;
	}
	top->is_stale = false;
	top->is_urgent = false;
	top->drawn_ns = now;
}

/* When there is something to do, though nothing happens; INT64_MAX never */
static int64_t wake_time(struct top *top)
{
	int64_t expiry = top->is_paused ? INT64_MAX : model_next_expiry(&top->model);

	return expiry < draw_time(top) ? expiry : draw_time(top);
}

static int poll_until(struct pollfd *fds, nfds_t count, int64_t when)
{
	int64_t left = when == INT64_MAX ? 0 : when - monotonic_ns();
	const struct timespec timeout = {
		.tv_sec = left < 0 ? 0 : left / 1000000000,
		.tv_nsec = left < 0 ? 0 : left % 1000000000,
	};

	return ppoll(fds, count, when == INT64_MAX ? NULL : &timeout, NULL);
}

static void wait_for_news(struct top *top)
{
	struct pollfd fds[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = top->signals.fd, .events = POLLIN },
		{ .fd = follow_get_fd(top->follow), .events = POLLIN },
	};
	int64_t until = top->has_more ? 0 : wake_time(top);

	if (poll_until(fds, ARRAY_SIZE(fds), until) < 0) {
		if (errno != EINTR)
			top_fail(top, errno, "poll");
		return;
	}
	if (fds[1].revents)
		take_signals(top);
	/* The terminal is lost: there is nobody to be told */
	if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		top->code = EXIT_DONE;
	if (top->code == GO_ON && (fds[0].revents || top->has_more))
		top->has_more = keys_take(top);
}

static void loop(struct top *top)
{
	while (top->code == GO_ON) {
		take_changes(top);
		if (top->code != GO_ON)
			break;
		expire(top);
		draw_if_stale(top);
		if (top->code == GO_ON)
			wait_for_news(top);
	}
}

static int run_on_screen(struct top *top)
{
	int code = screen_start();

	if (code)
		return code;
	view_init(&top->view, getuid());
	top->code = GO_ON;
	/* First without a device, if there is none: what it waits for is seen at once */
	top->is_stale = true;
	top->is_urgent = true;
	loop(top);
	screen_end();
	return top->code;
}

int top_run(struct top *top, bool own)
{
	int code = EXIT_ERROR;

	if (signals_start(&top->signals)) {
		warn_plain("signalfd: %s", strerror(errno));
		return EXIT_ERROR;
	}
	top->follow = follow_new(own);
	model_init(&top->model, top->follow);
	if (top->follow)
		code = run_on_screen(top);
	else
		warn_plain("cannot begin: %s", strerror(errno));
	if (top->is_paused)
		model_end(&top->frozen);
	model_end(&top->model);
	view_end(&top->view);
	panes_close(top);
	follow_free(top->follow);
	signals_end(&top->signals);
	return code;
}
