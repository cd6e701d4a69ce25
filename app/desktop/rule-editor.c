// SPDX-License-Identifier: GPL-2.0-or-later
#include <adwaita.h>

#include "rule-editor.h"

#define NSEC_PER_SEC	1000000000.0

/* As they stand in rule-editor.ui */
enum verb { TELL, QUIET };
enum when { START, END, BOTH };
enum how { ANYHOW, FAILED, CRASHED };

/* As long as its window, of which the builder has a reference */
struct editor {
	GtkBuilder *builder;
	rule_saved saved;
	void *data;
};

static gpointer part(const struct editor *editor, const char *name)
{
	return gtk_builder_get_object(editor->builder, name);
}

static guint chosen(const struct editor *editor, const char *name)
{
	return adw_combo_row_get_selected(part(editor, name));
}

static void set_pattern(const struct editor *editor, const char *name, const char *pattern)
{
	gtk_editable_set_text(GTK_EDITABLE(part(editor, name)), pattern ? pattern : "");
}

/* Belongs to the entry, which is there until the rule was saved */
static char *get_pattern(const struct editor *editor, const char *name)
{
	const char *text = gtk_editable_get_text(GTK_EDITABLE(part(editor, name)));

	return *text ? (char *)text : NULL;
}

/* How it ended, and how long it took, is of no interest where it starts */
static void when_changed(struct editor *editor)
{
	bool ends = chosen(editor, "when") != START;

	gtk_widget_set_sensitive(part(editor, "how"), ends);
	gtk_widget_set_sensitive(part(editor, "min"), ends);
}

static void fill_in(struct editor *editor, const struct rule *rule)
{
	adw_combo_row_set_selected(part(editor, "verb"), rule->quiet ? QUIET : TELL);
	adw_combo_row_set_selected(part(editor, "when"), rule->start && rule->end ? BOTH :
						 rule->start ? START : END);
	adw_combo_row_set_selected(part(editor, "how"), rule->crashed ? CRASHED :
						 rule->failed ? FAILED : ANYHOW);
	gtk_spin_button_set_value(part(editor, "seconds"), (double)rule->min_ns / NSEC_PER_SEC);
	set_pattern(editor, "name", rule->name);
	set_pattern(editor, "path", rule->path);
	set_pattern(editor, "arguments", rule->args);
	when_changed(editor);
}

/* To the millisecond, as it can be entered; also what was typed last */
static int64_t min_ns(const struct editor *editor)
{
	GtkSpinButton *seconds = part(editor, "seconds");

	gtk_spin_button_update(seconds);
	return (int64_t)(gtk_spin_button_get_value(seconds) * 1000 + 0.5) * 1000000;
}

static void save(struct editor *editor)
{
	const guint when = chosen(editor, "when");
	const bool ends = when != START;
	const guint how = ends ? chosen(editor, "how") : ANYHOW;
	const struct rule rule = {
		.quiet = chosen(editor, "verb") == QUIET,
		.start = when != END,
		.end = ends,
		.failed = how == FAILED,
		.crashed = how == CRASHED,
		.min_ns = ends ? min_ns(editor) : 0,
		.name = get_pattern(editor, "name"),
		.path = get_pattern(editor, "path"),
		.args = get_pattern(editor, "arguments"),
	};

	editor->saved(&rule, editor->data);
	gtk_window_close(part(editor, "editor"));
}

static void editor_free(struct editor *editor)
{
	g_object_unref(editor->builder);
	g_free(editor);
}

bool rule_editor_can(const struct rule *rule)
{
	return (!rule->name || g_utf8_validate(rule->name, -1, NULL)) &&
	       (!rule->path || g_utf8_validate(rule->path, -1, NULL)) &&
	       (!rule->args || g_utf8_validate(rule->args, -1, NULL));
}

GtkWindow *rule_editor_show(GtkWindow *parent, const struct rule *rule, rule_saved saved,
			    void *data)
{
	struct editor *editor = g_new(struct editor, 1);
	GtkWindow *window;

	editor->builder = gtk_builder_new_from_resource("/org/proclook/Desktop/rule-editor.ui");
	editor->saved = saved;
	editor->data = data;
	window = part(editor, "editor");
	fill_in(editor, rule);
	g_signal_connect_swapped(part(editor, "when"), "notify::selected",
				 G_CALLBACK(when_changed), editor);
	g_signal_connect_swapped(part(editor, "save"), "clicked", G_CALLBACK(save), editor);
	g_signal_connect_swapped(window, "destroy", G_CALLBACK(editor_free), editor);
	gtk_window_set_transient_for(window, parent);
	gtk_window_present(window);
	return window;
}
