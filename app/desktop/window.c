// SPDX-License-Identifier: GPL-2.0-or-later
#include "window-internal.h"
#include "cells.h"
#include "details.h"
#include "wording.h"

/* Beyond those that run */
#define MAX_ENDED	10000

G_DEFINE_FINAL_TYPE(DesktopWindow, desktop_window, ADW_TYPE_APPLICATION_WINDOW)

static bool is_minimised(DesktopWindow *window)
{
	GdkSurface *surface = gtk_native_get_surface(GTK_NATIVE(window));

	return surface && gdk_toplevel_get_state(GDK_TOPLEVEL(surface)) &
			  GDK_TOPLEVEL_STATE_MINIMIZED;
}

static gboolean update(GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
	DesktopWindow *window = DESKTOP_WINDOW(widget);

	(void)clock;
	(void)data;
	window->tick = 0;
	if (!window->paused)
		view_apply(window);
	view_reveal(window);
	status_refresh(window);
	show_wanted(window);
	return G_SOURCE_REMOVE;
}

/* With the next frame, and only where one will come: nothing runs while nothing happens */
void want_update(DesktopWindow *window)
{
	GtkWidget *widget = GTK_WIDGET(window);

	if (!window->tick && gtk_widget_get_mapped(widget) && !is_minimised(window))
		window->tick = gtk_widget_add_tick_callback(widget, update, NULL, NULL);
}

static void news(void *data)
{
	want_update(data);
}

static void surface_changed(DesktopWindow *window)
{
	want_update(window);
}

static void desktop_window_map(GtkWidget *widget)
{
	GTK_WIDGET_CLASS(desktop_window_parent_class)->map(widget);
	want_update(DESKTOP_WINDOW(widget));
}

static void desktop_window_realize(GtkWidget *widget)
{
	GTK_WIDGET_CLASS(desktop_window_parent_class)->realize(widget);
	g_signal_connect_object(gtk_native_get_surface(GTK_NATIVE(widget)), "notify::state",
				G_CALLBACK(surface_changed), widget, G_CONNECT_SWAPPED);
}

static void search_changed(DesktopWindow *window)
{
	match_set_text(&window->match, gtk_editable_get_text(GTK_EDITABLE(window->search_entry)));
	view_filter_changed(window);
}

static void row_activated(DesktopWindow *window, guint position)
{
	DesktopRow *row = g_list_model_get_item(G_LIST_MODEL(window->selection), position);

	if (!row)
		return;
	details_show(GTK_WINDOW(window), row);
	g_object_unref(row);
}

static void set_column(GtkColumnViewColumn *column, GtkListItemFactory *factory)
{
	gtk_column_view_column_set_factory(column, factory);
	g_object_unref(factory);
}

static char *wording_news(const struct facts *facts)
{
	return wording_time(facts->news_ns);
}

static char *wording_pid(const struct facts *facts)
{
	return g_strdup_printf("%d", facts->pid);
}

static void set_columns(DesktopWindow *window)
{
	set_column(window->time_column, cells_for_text(wording_news));
	set_column(window->name_column, cells_for_text(wording_name));
	set_column(window->pid_column, cells_for_text(wording_pid));
	set_column(window->user_column, cells_for_text(wording_user));
	set_column(window->command_column, cells_for_text(wording_command));
	set_column(window->duration_column, cells_for_text(wording_duration));
	set_column(window->status_column, cells_for_status(wording_outcome));
}

static void desktop_window_init(DesktopWindow *window)
{
	gtk_widget_init_template(GTK_WIDGET(window));
	gtk_search_bar_connect_entry(window->search_bar, GTK_EDITABLE(window->search_entry));
	set_columns(window);
	window->list = desktop_list_new(MAX_ENDED);
	view_init(window);
	window_actions_init(window);
	window->watcher.list = window->list;
	window->watcher.news = news;
	window->watcher.data = window;
	watcher_start(&window->watcher);
}

static void desktop_window_dispose(GObject *object)
{
	DesktopWindow *window = DESKTOP_WINDOW(object);

	watcher_stop(&window->watcher);
	g_clear_object(&window->filter);
	g_clear_object(&window->selection);
	g_clear_object(&window->list);
	G_OBJECT_CLASS(desktop_window_parent_class)->dispose(object);
}

static void desktop_window_finalize(GObject *object)
{
	match_clear(&DESKTOP_WINDOW(object)->match);
	G_OBJECT_CLASS(desktop_window_parent_class)->finalize(object);
}

#define BIND(name)	gtk_widget_class_bind_template_child(widget_class, DesktopWindow, name)

static void bind_template(GtkWidgetClass *widget_class)
{
	gtk_widget_class_set_template_from_resource(widget_class,
						    "/org/proclook/Desktop/window.ui");
	BIND(search_bar);
	BIND(search_entry);
	BIND(paused_bar);
	BIND(paused_label);
	BIND(lost_bar);
	BIND(lost_label);
	BIND(own_bar);
	BIND(toasts);
	BIND(scrolled);
	BIND(view);
	BIND(time_column);
	BIND(name_column);
	BIND(pid_column);
	BIND(user_column);
	BIND(command_column);
	BIND(duration_column);
	BIND(status_column);
	BIND(status);
	BIND(retry_button);
	BIND(show_all_button);
	gtk_widget_class_bind_template_callback(widget_class, search_changed);
	gtk_widget_class_bind_template_callback(widget_class, row_activated);
}

static void desktop_window_class_init(DesktopWindowClass *class)
{
	GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

	G_OBJECT_CLASS(class)->dispose = desktop_window_dispose;
	G_OBJECT_CLASS(class)->finalize = desktop_window_finalize;
	widget_class->map = desktop_window_map;
	widget_class->realize = desktop_window_realize;
	bind_template(widget_class);
}

DesktopWindow *desktop_window_new(GtkApplication *application)
{
	return g_object_new(DESKTOP_TYPE_WINDOW, "application", application, NULL);
}
