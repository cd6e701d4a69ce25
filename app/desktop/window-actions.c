// SPDX-License-Identifier: GPL-2.0-or-later
#include "window-internal.h"

static void set_switch(DesktopWindow *window, const char *name, bool on)
{
	g_action_group_change_action_state(G_ACTION_GROUP(window), name,
					   g_variant_new_boolean(on));
}

static void change_filter(GSimpleAction *action, GVariant *state, gpointer data)
{
	DesktopWindow *window = data;
	const char *name = g_action_get_name(G_ACTION(action));
	bool on = g_variant_get_boolean(state);

	if (!strcmp(name, "kernel-threads"))
		window->match.kernel_threads = on;
	else if (!strcmp(name, "only-ended"))
		window->match.only_ended = on;
	else if (!strcmp(name, "only-failures"))
		window->match.only_failures = on;
	else
		window->match.only_mine = on;
	g_simple_action_set_state(action, state);
	view_filter_changed(window);
}

static void change_pause(GSimpleAction *action, GVariant *state, gpointer data)
{
	DesktopWindow *window = data;

	window->paused = g_variant_get_boolean(state);
	g_simple_action_set_state(action, state);
	want_update(window);
}

static void search(GSimpleAction *action, GVariant *parameter, gpointer data)
{
	DesktopWindow *window = data;

	(void)action;
	(void)parameter;
	gtk_search_bar_set_search_mode(window->search_bar, TRUE);
	gtk_widget_grab_focus(GTK_WIDGET(window->search_entry));
}

static void retry(GSimpleAction *action, GVariant *parameter, gpointer data)
{
	DesktopWindow *window = data;

	(void)action;
	(void)parameter;
	watcher_retry(&window->watcher);
}

static void dismiss_lost(GSimpleAction *action, GVariant *parameter, gpointer data)
{
	DesktopWindow *window = data;

	(void)action;
	(void)parameter;
	window->watcher.lost = 0;
	status_refresh(window);
}

static void dismiss_hint(GSimpleAction *action, GVariant *parameter, gpointer data)
{
	DesktopWindow *window = data;

	(void)action;
	(void)parameter;
	window->hide_hint = true;
	status_refresh(window);
}

void show_everything(DesktopWindow *window)
{
	gtk_editable_set_text(GTK_EDITABLE(window->search_entry), "");
	gtk_search_bar_set_search_mode(window->search_bar, FALSE);
	/* The entry tells of it a little later */
	match_clear(&window->match);
	view_filter_changed(window);
	set_switch(window, "only-ended", false);
	set_switch(window, "only-failures", false);
	set_switch(window, "only-mine", false);
}

static void show_all(GSimpleAction *action, GVariant *parameter, gpointer data)
{
	(void)action;
	(void)parameter;
	show_everything(data);
}

void window_actions_init(DesktopWindow *window)
{
	static const GActionEntry entries[] = {
		{ .name = "search", .activate = search },
		{ .name = "retry", .activate = retry },
		{ .name = "show-all", .activate = show_all },
		{ .name = "dismiss-lost", .activate = dismiss_lost },
		{ .name = "dismiss-hint", .activate = dismiss_hint },
		{ .name = "pause", .state = "false", .change_state = change_pause },
		{ .name = "kernel-threads", .state = "false", .change_state = change_filter },
		{ .name = "only-ended", .state = "false", .change_state = change_filter },
		{ .name = "only-failures", .state = "false", .change_state = change_filter },
		{ .name = "only-mine", .state = "false", .change_state = change_filter },
	};

	g_action_map_add_action_entries(G_ACTION_MAP(window), entries, G_N_ELEMENTS(entries),
					window);
}
