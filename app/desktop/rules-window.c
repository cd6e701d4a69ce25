// SPDX-License-Identifier: GPL-2.0-or-later
#include <adwaita.h>
#include <errno.h>
#include <glib/gi18n.h>
#include <stdlib.h>

#include "rule-editor.h"
#include "rule-wording.h"
#include "rules-window.h"
#include "rules.h"
#include "wording.h"

#define NEW_RULE	G_MAXSIZE

/*
 * struct rules_window - as long as its window, of which the builder has a reference
 * @rules: as they were read last; NULL where they cannot be read
 * @rows: a row for each that is a rule, or should be one
 * @edited: index of the line that is edited; NEW_RULE
 * @editor: where that is done; NULL
 */
struct rules_window {
	GtkBuilder *builder;
	GtkWindow *window;
	AdwPreferencesGroup *group;
	struct rules *rules;
	GPtrArray *rows;
	size_t edited;
	GtkWindow *editor;
};

static void say(struct rules_window *window, const char *text)
{
	char *markup = g_markup_escape_text(text, -1);

	adw_toast_overlay_add_toast(ADW_TOAST_OVERLAY(gtk_builder_get_object(window->builder,
									     "toasts")),
				    adw_toast_new(markup));
	g_free(markup);
}

static void explain(struct rules_window *window, int error)
{
	if (error == ESTALE)
		say(window, _("Somebody else has changed the file: it was read again"));
	else if (error == EINVAL)
		say(window, _("No line of the file can say this"));
	else
		say(window, g_strerror(error));
}

static void read_again(struct rules_window *window);

/* What others have done to the file meanwhile is shown then */
static void save(struct rules_window *window, int failed)
{
	int error = errno;

	if (!failed && rules_write(window->rules)) {
		failed = -1;
		error = errno;
	}
	read_again(window);
	if (failed)
		explain(window, error);
}

static size_t index_of(GtkWidget *button)
{
	return GPOINTER_TO_SIZE(g_object_get_data(G_OBJECT(button), "index"));
}

static void remove_rule(GtkWidget *button, struct rules_window *window)
{
	rules_remove(window->rules, index_of(button));
	save(window, 0);
}

static void saved(const struct rule *rule, void *data)
{
	struct rules_window *window = data;

	if (!window->rules)
		return;
	if (window->edited == NEW_RULE)
		save(window, rules_add(window->rules, rule));
	else
		save(window, rules_set(window->rules, window->edited, rule));
}

static void edit(struct rules_window *window, size_t index, const struct rule *rule)
{
	window->edited = index;
	g_set_weak_pointer(&window->editor, rule_editor_show(window->window, rule, saved, window));
}

static void edit_rule(GtkWidget *button, struct rules_window *window)
{
	edit(window, index_of(button), &window->rules->lines[index_of(button)].rule);
}

static void add_rule(struct rules_window *window)
{
	const struct rule rule = { .end = true };

	edit(window, NEW_RULE, &rule);
}

static void add_button(AdwActionRow *row, const char *icon, const char *name, GCallback clicked,
		       size_t index, struct rules_window *window)
{
	GtkWidget *button = gtk_button_new_from_icon_name(icon);

	gtk_widget_set_tooltip_text(button, name);
	gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
				       -1);
	gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
	gtk_widget_add_css_class(button, "flat");
	g_object_set_data(G_OBJECT(button), "index", GSIZE_TO_POINTER(index));
	g_signal_connect(button, "clicked", clicked, window);
	adw_action_row_add_suffix(row, button);
}

/* Both are text, and freed; a row takes markup */
static AdwActionRow *new_row(struct rules_window *window, char *title, char *subtitle)
{
	char *title_markup = g_markup_escape_text(title, -1);
	char *subtitle_markup = g_markup_escape_text(subtitle ? subtitle : "", -1);
	AdwActionRow *row = g_object_new(ADW_TYPE_ACTION_ROW, "title", title_markup,
					 "subtitle", subtitle_markup, NULL);

	g_free(title_markup);
	g_free(subtitle_markup);
	g_free(title);
	g_free(subtitle);
	adw_preferences_group_add(window->group, GTK_WIDGET(row));
	g_ptr_array_add(window->rows, row);
	return row;
}

static void add_good_row(struct rules_window *window, size_t index)
{
	const struct rule *rule = &window->rules->lines[index].rule;
	AdwActionRow *row = new_row(window, rule_wording_when(rule), rule_wording_which(rule));

	if (rule_editor_can(rule))
		add_button(row, "document-edit-symbolic", _("Edit"), G_CALLBACK(edit_rule), index,
			   window);
	add_button(row, "user-trash-symbolic", _("Remove"), G_CALLBACK(remove_rule), index, window);
}

static void add_bad_row(struct rules_window *window, size_t index)
{
	const struct rules_line *line = &window->rules->lines[index];
	char *title = g_strdup_printf(_("Line %zu is not understood"), index + 1);
	AdwActionRow *row = new_row(window, title, g_strdup(line->error));

	adw_action_row_set_icon_name(row, "dialog-warning-symbolic");
	add_button(row, "user-trash-symbolic", _("Remove"), G_CALLBACK(remove_rule), index, window);
}

static void show_rules(struct rules_window *window)
{
	size_t i;

	for (i = 0; i < window->rules->count; i++) {
		if (window->rules->lines[i].kind == LINE_RULE)
			add_good_row(window, i);
		else if (window->rules->lines[i].kind == LINE_BAD)
			add_bad_row(window, i);
	}
	if (!window->rows->len)
		new_row(window, g_strdup(_("There are no rules: nothing is told")), NULL);
}

static void clear(struct rules_window *window)
{
	guint i;

	for (i = 0; i < window->rows->len; i++)
		adw_preferences_group_remove(window->group, window->rows->pdata[i]);
	g_ptr_array_set_size(window->rows, 0);
	rules_free(window->rules);
	window->rules = NULL;
}

static void read_again(struct rules_window *window)
{
	char *path = rules_default_path();

	clear(window);
	window->rules = path ? rules_read(path) : NULL;
	if (window->rules)
		show_rules(window);
	else
		new_row(window, g_strdup(_("The rules cannot be read")),
			g_strdup(g_strerror(errno)));
	gtk_widget_set_sensitive(GTK_WIDGET(gtk_builder_get_object(window->builder, "add")),
				 !!window->rules);
	free(path);
}

/* In whatever the user edits text with; where there is none yet, the default is what begins it */
static void open_file(struct rules_window *window)
{
	char *uri;

	if (!window->rules)
		return;
	if (window->rules->absent)
		save(window, 0);
	if (!window->rules)
		return;
	uri = g_filename_to_uri(window->rules->path, NULL, NULL);
	gtk_show_uri(window->window, uri, GDK_CURRENT_TIME);
	g_free(uri);
}

/*
 * Who comes back from a text editor sees what it has done; but a line that is edited here must
 * stay where it is
 */
static void activity_changed(struct rules_window *window)
{
	if (gtk_window_is_active(window->window) && !window->editor)
		read_again(window);
}

static void window_free(struct rules_window *window)
{
	g_signal_handlers_disconnect_by_data(window->window, window);
	g_clear_weak_pointer(&window->editor);
	rules_free(window->rules);
	g_ptr_array_unref(window->rows);
	g_object_unref(window->builder);
	g_free(window);
}

void rules_window_show(GtkWindow *parent)
{
	struct rules_window *window = g_new0(struct rules_window, 1);
	GtkBuilder *builder = gtk_builder_new_from_resource("/org/proclook/Desktop/rules.ui");

	window->builder = builder;
	window->window = GTK_WINDOW(gtk_builder_get_object(builder, "rules"));
	window->group = ADW_PREFERENCES_GROUP(gtk_builder_get_object(builder, "group"));
	window->rows = g_ptr_array_new();
	g_signal_connect_swapped(gtk_builder_get_object(builder, "add"), "clicked",
				 G_CALLBACK(add_rule), window);
	g_signal_connect_swapped(gtk_builder_get_object(builder, "open"), "clicked",
				 G_CALLBACK(open_file), window);
	g_signal_connect_swapped(window->window, "notify::is-active",
				 G_CALLBACK(activity_changed), window);
	g_signal_connect_swapped(window->window, "destroy", G_CALLBACK(window_free), window);
	read_again(window);
	gtk_window_set_transient_for(window->window, parent);
	gtk_window_present(window->window);
}
