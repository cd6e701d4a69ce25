// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <glib-unix.h>

#include "watcher.h"

/* Behind a user's keys and behind what is to be drawn: a storm does not stop the window */
#define PRIORITY	G_PRIORITY_DEFAULT_IDLE

/* Changes between two looks at whether there is something else to do */
#define BATCH		256

/* @more: follow_next() may have more, and its descriptor says nothing of that */
struct follow_source {
	GSource base;
	struct watcher *watcher;
	gpointer tag;
	bool more;
};

static void take_state(struct watcher *watcher, const struct change *change)
{
	switch (change->type) {
	case CHANGE_OPENED:
		watcher->state = WATCHER_LISTING;
		watcher->shows_all = change->shows_all;
		break;
	case CHANGE_READY:
		watcher->state = WATCHER_FOLLOWING;
		break;
	case CHANGE_CLOSED:
		watcher->state = WATCHER_CLOSED;
		watcher->error = change->error;
		break;
	case CHANGE_LOST:
		watcher->lost += change->lost;
		break;
	default:
		break;
	}
}

static void fail(struct watcher *watcher, int error)
{
	const struct change closed = { .type = CHANGE_CLOSED, .error = error };

	desktop_list_take(watcher->list, &closed);
	watcher->state = WATCHER_BROKEN;
	watcher->error = error;
}

/* Return: as follow_next(), of the last one */
static int take_batch(struct watcher *watcher)
{
	struct change change;
	int i, ret = 1;

	for (i = 0; i < BATCH && ret > 0; i++) {
		ret = follow_next(watcher->follow, &change);
		if (ret <= 0)
			break;
		take_state(watcher, &change);
		desktop_list_take(watcher->list, &change);
	}
	return ret;
}

static gboolean source_prepare(GSource *base, int *timeout)
{
	*timeout = -1;
	return ((struct follow_source *)base)->more;
}

static gboolean source_check(GSource *base)
{
	const struct follow_source *source = (struct follow_source *)base;

	return source->more || g_source_query_unix_fd(base, source->tag);
}

static gboolean source_dispatch(GSource *base, GSourceFunc callback, gpointer data)
{
	struct follow_source *source = (struct follow_source *)base;
	struct watcher *watcher = source->watcher;
	int ret = take_batch(watcher);
	int error = errno;

	(void)callback;
	(void)data;
	source->more = ret > 0;
	if (ret < 0)
		fail(watcher, error);
	watcher->news(watcher->data);
	return ret < 0 ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static GSourceFuncs functions = {
	.prepare = source_prepare,
	.check = source_check,
	.dispatch = source_dispatch,
};

static void add_source(struct watcher *watcher)
{
	GSource *base = g_source_new(&functions, sizeof(struct follow_source));
	struct follow_source *source = (struct follow_source *)base;

	source->watcher = watcher;
	source->more = true;
	source->tag = g_source_add_unix_fd(base, follow_get_fd(watcher->follow), G_IO_IN);
	g_source_set_priority(base, PRIORITY);
	g_source_set_static_name(base, "follow");
	g_source_attach(base, NULL);
	watcher->source = base;
}

void watcher_start(struct watcher *watcher)
{
	watcher->state = WATCHER_OPENING;
	watcher->follow = follow_new(false);
	if (watcher->follow)
		add_source(watcher);
	else
		fail(watcher, errno);
	watcher->news(watcher->data);
}

void watcher_stop(struct watcher *watcher)
{
	if (!watcher->follow)
		return;
	g_source_destroy(watcher->source);
	g_source_unref(watcher->source);
	follow_free(watcher->follow);
	watcher->source = NULL;
	watcher->follow = NULL;
}

void watcher_retry(struct watcher *watcher)
{
	if (watcher->state == WATCHER_BROKEN) {
		watcher_stop(watcher);
		watcher_start(watcher);
	} else if (watcher->follow) {
		/* It may have news at once, which its descriptor does not tell */
		((struct follow_source *)watcher->source)->more = true;
		follow_retry(watcher->follow);
	}
}
