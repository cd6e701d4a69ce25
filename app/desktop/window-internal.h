/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the window share: window.c, window-view.c, -status.c and -actions.c */
#ifndef PROCLOOK_DESKTOP_WINDOW_INTERNAL_H
#define PROCLOOK_DESKTOP_WINDOW_INTERNAL_H

#include "list.h"
#include "match.h"
#include "watcher.h"
#include "window.h"

/*
 * struct _DesktopWindow
 * @filter: lets through what fits @match
 * @selection: what the view has: the rows of @list that pass
 * @tick: an update comes with the next frame; 0 for none
 * @wanted_pid: the process to show as soon as it can be, with @wanted_start_ns; 0 for none
 * @reveal: what is selected is to be seen
 * @hide_hint: that others' processes are not to be seen has been read
 *
 * The others are in window.ui.
 */
struct _DesktopWindow {
	AdwApplicationWindow parent_instance;
	struct watcher watcher;
	struct match match;
	DesktopList *list;
	GtkFilter *filter;
	GtkSingleSelection *selection;
	guint tick;
	int32_t wanted_pid;
	uint64_t wanted_start_ns;
	bool reveal;
	bool paused;
	bool hide_hint;

	GtkSearchBar *search_bar;
	GtkSearchEntry *search_entry;
	GtkWidget *paused_bar;
	GtkLabel *paused_label;
	GtkWidget *lost_bar;
	GtkLabel *lost_label;
	GtkWidget *own_bar;
	AdwToastOverlay *toasts;
	GtkScrolledWindow *scrolled;
	GtkColumnView *view;
	GtkColumnViewColumn *time_column;
	GtkColumnViewColumn *name_column;
	GtkColumnViewColumn *pid_column;
	GtkColumnViewColumn *user_column;
	GtkColumnViewColumn *command_column;
	GtkColumnViewColumn *duration_column;
	GtkColumnViewColumn *status_column;
	AdwStatusPage *status;
	GtkWidget *retry_button;
	GtkWidget *show_all_button;
};

/* Shows what is new with the next frame */
void want_update(DesktopWindow *window);

/* The list */
void view_init(DesktopWindow *window);
void view_apply(DesktopWindow *window);
void view_reveal(DesktopWindow *window);
void view_filter_changed(DesktopWindow *window);
void show_wanted(DesktopWindow *window);

/* What stands above the list, or in its place */
void status_refresh(DesktopWindow *window);

/* Menu and keys */
void window_actions_init(DesktopWindow *window);
void show_everything(DesktopWindow *window);

#endif /* PROCLOOK_DESKTOP_WINDOW_INTERNAL_H */
