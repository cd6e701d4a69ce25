// SPDX-License-Identifier: GPL-2.0-or-later
#include <adwaita.h>
#include <glib/gi18n.h>

#include "details.h"
#include "wording.h"

/* As long as its window, of which the builder has a reference */
struct details {
	GtkBuilder *builder;
	DesktopRow *row;
};

/* In the order in which they are shown, and copied */
enum field { NAME, STATUS, PID, PARENT, USER, STARTED, ENDED, DURATION, PATH, ARGUMENTS, FIELDS };

static const char *const labels[FIELDS] = {
	[NAME] = "name",
	[STATUS] = "outcome",
	[PID] = "pid",
	[PARENT] = "parent",
	[USER] = "user",
	[STARTED] = "started",
	[ENDED] = "ended",
	[DURATION] = "duration",
	[PATH] = "path",
	[ARGUMENTS] = "arguments",
};

static const char *title(enum field field)
{
	const char *const titles[FIELDS] = {
		[NAME] = _("Name"),
		[STATUS] = _("Status"),
		[PID] = _("PID"),
		[PARENT] = _("Parent"),
		[USER] = _("User"),
		[STARTED] = _("Started"),
		[ENDED] = _("Ended"),
		[DURATION] = _("Duration"),
		[PATH] = _("Path"),
		[ARGUMENTS] = _("Arguments"),
	};

	return titles[field];
}

static char *text_of(const struct facts *facts, enum field field)
{
	switch (field) {
	case NAME:
		return wording_name(facts);
	case STATUS:
		return wording_outcome(facts);
	case PID:
		return g_strdup_printf("%d", facts->pid);
	case PARENT:
		return g_strdup_printf("%d", facts->ppid);
	case USER:
		return wording_user(facts);
	case STARTED:
		return wording_time(facts->start_ns);
	case ENDED:
		return facts->end_ns ? wording_time(facts->end_ns) : g_strdup("");
	case DURATION:
		return wording_duration(facts);
	case PATH:
		return wording_text(facts->command->path, strlen(facts->command->path));
	default:
		return wording_arguments(facts);
	}
}

static void refresh(struct details *details)
{
	enum field field;

	for (field = NAME; field < FIELDS; field++) {
		GObject *label = gtk_builder_get_object(details->builder, labels[field]);
		char *text = text_of(&details->row->shown, field);

		gtk_label_set_text(GTK_LABEL(label), *text ? text : "–");
		g_free(text);
	}
}

static void copy(struct details *details)
{
	GObject *toasts = gtk_builder_get_object(details->builder, "toasts");
	GString *all = g_string_new(NULL);
	enum field field;

	for (field = NAME; field < FIELDS; field++) {
		char *text = text_of(&details->row->shown, field);

		g_string_append_printf(all, "%s: %s\n", title(field), text);
		g_free(text);
	}
	gdk_clipboard_set_text(gtk_widget_get_clipboard(GTK_WIDGET(toasts)), all->str);
	g_string_free(all, TRUE);
	adw_toast_overlay_add_toast(ADW_TOAST_OVERLAY(toasts), adw_toast_new(_("Copied")));
}

static void details_free(struct details *details)
{
	g_signal_handlers_disconnect_by_data(details->row, details);
	g_object_unref(details->row);
	g_object_unref(details->builder);
	g_free(details);
}

void details_show(GtkWindow *parent, DesktopRow *row)
{
	struct details *details = g_new(struct details, 1);
	GtkBuilder *builder = gtk_builder_new_from_resource("/org/proclook/Desktop/details.ui");
	GtkWindow *window = GTK_WINDOW(gtk_builder_get_object(builder, "details"));

	details->builder = builder;
	details->row = g_object_ref(row);
	g_signal_connect_swapped(row, "changed", G_CALLBACK(refresh), details);
	g_signal_connect_swapped(gtk_builder_get_object(builder, "copy"), "clicked",
				 G_CALLBACK(copy), details);
	g_signal_connect_swapped(window, "destroy", G_CALLBACK(details_free), details);
	refresh(details);
	gtk_window_set_transient_for(window, parent);
	gtk_window_present(window);
}
