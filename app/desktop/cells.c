// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A cell is made once and then has one row after the other.  While it has one it listens
 * to it.
 */
#include <glib/gi18n.h>

#include "cells.h"
#include "row.h"
#include "wording.h"

/* With the NULL that ends the classes */
static struct style {
	const char *icon;
	const char *classes[2];
} styles[] = {
	[OUTCOME_RUNNING] = { "media-playback-start-symbolic", { NULL } },
	[OUTCOME_ENDED] = { NULL, { NULL } },
	[OUTCOME_STOPPED] = { NULL, { NULL } },
	[OUTCOME_UNSEEN] = { "dialog-question-symbolic", { NULL } },
	[OUTCOME_FAILED] = { "dialog-warning-symbolic", { "failed" } },
	[OUTCOME_CRASHED] = { "dialog-error-symbolic", { "crashed" } },
};

static GtkWidget *new_label(void)
{
	GtkWidget *label = gtk_label_new(NULL);

	gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
	gtk_label_set_xalign(GTK_LABEL(label), 0);
	/* Digits of one width: what changes does not move what stands beside it */
	gtk_widget_add_css_class(label, "numeric");
	return label;
}

static void setup_text(GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
	(void)factory;
	(void)data;
	gtk_list_item_set_child(item, new_label());
}

static void setup_status(GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
	GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
	GtkWidget *icon = g_object_new(GTK_TYPE_IMAGE, "accessible-role",
				       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

	(void)factory;
	(void)data;
	gtk_box_append(GTK_BOX(box), icon);
	gtk_box_append(GTK_BOX(box), new_label());
	gtk_list_item_set_child(item, box);
}

static void set_words(GtkWidget *label, cell_wording words, const DesktopRow *row)
{
	char *text = words(&row->shown);

	/* Of a label without text the name of its class would be read aloud */
	gtk_label_set_text(GTK_LABEL(label), *text ? text : " ");
	g_free(text);
}

/* GTK 4.8 gives the line that has the focus no name */
static void name_line(GtkWidget *box, const DesktopRow *row)
{
	GtkWidget *cell = gtk_widget_get_parent(box);
	GtkWidget *line = cell ? gtk_widget_get_parent(cell) : NULL;
	char *name, *outcome, *text;

	if (!line)
		return;
	name = wording_name(&row->shown);
	outcome = wording_outcome(&row->shown);
	/* Translators: the name of a process, its number, and what became of it */
	text = g_strdup_printf(_("%s, process %d: %s"), name, row->shown.pid, outcome);
	gtk_accessible_update_property(GTK_ACCESSIBLE(line), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
				       -1);
	g_free(text);
	g_free(outcome);
	g_free(name);
}

static void show_text(GtkListItem *item, cell_wording words)
{
	set_words(gtk_list_item_get_child(item), words, gtk_list_item_get_item(item));
}

static void show_status(GtkListItem *item, cell_wording words)
{
	GtkWidget *box = gtk_list_item_get_child(item);
	const DesktopRow *row = gtk_list_item_get_item(item);
	struct style *style = &styles[row->shown.outcome];

	gtk_image_set_from_icon_name(GTK_IMAGE(gtk_widget_get_first_child(box)), style->icon);
	gtk_widget_set_css_classes(box, style->classes);
	set_words(gtk_widget_get_last_child(box), words, row);
	name_line(box, row);
}

static void row_changed(DesktopRow *row, GtkListItem *item)
{
	cell_wording words = g_object_get_data(G_OBJECT(item), "words");

	(void)row;
	if (GTK_IS_BOX(gtk_list_item_get_child(item)))
		show_status(item, words);
	else
		show_text(item, words);
}

static void bind(GtkListItemFactory *factory, GtkListItem *item, gpointer words)
{
	DesktopRow *row = gtk_list_item_get_item(item);

	(void)factory;
	g_object_set_data(G_OBJECT(item), "words", words);
	g_signal_connect(row, "changed", G_CALLBACK(row_changed), item);
	row_changed(row, item);
}

static void unbind(GtkListItemFactory *factory, GtkListItem *item, gpointer words)
{
	(void)factory;
	(void)words;
	g_signal_handlers_disconnect_by_func(gtk_list_item_get_item(item), row_changed, item);
}

static GtkListItemFactory *new_factory(GCallback setup, cell_wording words)
{
	GtkListItemFactory *factory = gtk_signal_list_item_factory_new();

	g_signal_connect(factory, "setup", setup, NULL);
	g_signal_connect(factory, "bind", G_CALLBACK(bind), words);
	g_signal_connect(factory, "unbind", G_CALLBACK(unbind), words);
	return factory;
}

GtkListItemFactory *cells_for_text(cell_wording words)
{
	return new_factory(G_CALLBACK(setup_text), words);
}

GtkListItemFactory *cells_for_status(cell_wording words)
{
	return new_factory(G_CALLBACK(setup_status), words);
}
