// SPDX-License-Identifier: GPL-2.0-or-later
#include <glib/gi18n.h>
#include <unistd.h>

#include "window-internal.h"

static gboolean row_fits(gpointer item, gpointer data)
{
	const DesktopRow *row = item;
	const DesktopWindow *window = data;

	return match_fits(&window->match, &row->shown);
}

/* What stands below the titles */
static GtkWidget *inner_list(DesktopWindow *window)
{
	return gtk_widget_get_last_child(GTK_WIDGET(window->view));
}

void view_init(DesktopWindow *window)
{
	GListModel *rows = G_LIST_MODEL(g_object_ref(window->list));
	GtkFilterListModel *filtered;

	window->match.me = getuid();
	window->filter = GTK_FILTER(gtk_custom_filter_new(row_fits, window, NULL));
	filtered = gtk_filter_list_model_new(rows, g_object_ref(window->filter));
	window->selection = gtk_single_selection_new(NULL);
	gtk_single_selection_set_autoselect(window->selection, FALSE);
	gtk_single_selection_set_can_unselect(window->selection, TRUE);
	gtk_single_selection_set_model(window->selection, G_LIST_MODEL(filtered));
	g_object_unref(filtered);
	gtk_column_view_set_model(window->view, GTK_SELECTION_MODEL(window->selection));
	gtk_accessible_update_property(GTK_ACCESSIBLE(inner_list(window)),
				       GTK_ACCESSIBLE_PROPERTY_LABEL, _("Processes"), -1);
	g_signal_connect_swapped(window->selection, "items-changed", G_CALLBACK(want_update),
				 window);
}

/* GTK 4.8 has no function for it */
static void scroll_to(DesktopWindow *window, guint position)
{
	gtk_widget_activate_action(inner_list(window), "list.scroll-to-item", "u", position);
}

static bool is_at_top(DesktopWindow *window)
{
	GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment(window->scrolled);

	return gtk_adjustment_get_value(adjustment) <= gtk_adjustment_get_lower(adjustment);
}

/* Who looks at the newest rows goes on doing so; who looks at others keeps those */
void view_apply(DesktopWindow *window)
{
	bool at_top = is_at_top(window);

	desktop_list_apply(window->list);
	if (at_top && g_list_model_get_n_items(G_LIST_MODEL(window->selection)))
		scroll_to(window, 0);
}

/* The list must have had a frame in which it has learned where its rows are */
void view_reveal(DesktopWindow *window)
{
	guint position = gtk_single_selection_get_selected(window->selection);

	if (!window->reveal)
		return;
	window->reveal = false;
	if (position != GTK_INVALID_LIST_POSITION)
		scroll_to(window, position);
}

void view_filter_changed(DesktopWindow *window)
{
	gtk_filter_changed(window->filter, GTK_FILTER_CHANGE_DIFFERENT);
	want_update(window);
}

static guint position_of(DesktopWindow *window, const DesktopRow *row)
{
	GListModel *model = G_LIST_MODEL(window->selection);
	guint i, count = g_list_model_get_n_items(model);

	for (i = 0; i < count; i++) {
		gpointer item = g_list_model_get_item(model, i);

		g_object_unref(item);
		if (item == row)
			return i;
	}
	return GTK_INVALID_LIST_POSITION;
}

static void show_row(DesktopWindow *window, DesktopRow *row)
{
	if (!match_fits(&window->match, &row->shown))
		show_everything(window);
	if (!match_fits(&window->match, &row->shown))
		g_action_group_change_action_state(G_ACTION_GROUP(window), "kernel-threads",
						   g_variant_new_boolean(TRUE));
	gtk_single_selection_set_selected(window->selection, position_of(window, row));
	gtk_widget_grab_focus(GTK_WIDGET(window->view));
	window->reveal = true;
	want_update(window);
}

/* Those that come in are not all of them before that */
void show_wanted(DesktopWindow *window)
{
	DesktopRow *row;

	if (!window->wanted_pid || window->watcher.state != WATCHER_FOLLOWING)
		return;
	row = desktop_list_find(window->list, window->wanted_pid, window->wanted_start_ns);
	window->wanted_pid = 0;
	if (row)
		show_row(window, row);
	else
		adw_toast_overlay_add_toast(window->toasts,
					    adw_toast_new(_("That process is no longer known")));
}

void desktop_window_show_process(DesktopWindow *window, int32_t pid, uint64_t start_ns)
{
	window->wanted_pid = pid;
	window->wanted_start_ns = start_ns;
	/* It may be among what is not shown yet */
	g_action_group_change_action_state(G_ACTION_GROUP(window), "pause",
					   g_variant_new_boolean(FALSE));
	want_update(window);
}
