// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Counts what the program does with what happens, from outside: the linker puts these functions
 * before its own and GTK's.  At its end the file $DESKTOP_COUNTS gets
 *
 *	changes		that it took from the feed
 *	updates		of the list
 *	signals		of the list, for all of them
 *	most_signals	for one of them
 *	most_updates	within one frame of the window
 *	paints		of the window
 *	frames		of its clock: those that have drawn nothing, too
 */
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>

#include "list.h"

static struct {
	unsigned long changes;
	unsigned long updates;
	unsigned long signals;
	unsigned long most_signals;
	unsigned long most_updates;
	unsigned long paints;
	unsigned long frames;
} counts;

static GdkFrameClock *frame_clock;
static gint64 last_frame = -1;
static unsigned long in_frame, in_update;

static void painted(void)
{
	counts.paints++;
}

static void frame_ended(void)
{
	counts.frames++;
}

static void find_clock(void)
{
	GListModel *windows = gtk_window_get_toplevels();
	GtkWidget *window = g_list_model_get_item(windows, 0);

	frame_clock = window ? gtk_widget_get_frame_clock(window) : NULL;
	g_clear_object(&window);
	if (!frame_clock)
		return;
	g_signal_connect(frame_clock, "paint", G_CALLBACK(painted), NULL);
	g_signal_connect(frame_clock, "after-paint", G_CALLBACK(frame_ended), NULL);
}

static void count_in_frame(void)
{
	gint64 frame = frame_clock ? gdk_frame_clock_get_frame_counter(frame_clock) : -1;

	in_frame = frame == last_frame ? in_frame + 1 : 1;
	last_frame = frame;
	counts.most_updates = MAX(counts.most_updates, in_frame);
}

void __real_desktop_list_take(DesktopList *list, const struct change *change);
void __wrap_desktop_list_take(DesktopList *list, const struct change *change);
void __real_desktop_list_apply(DesktopList *list);
void __wrap_desktop_list_apply(DesktopList *list);
void __real_g_list_model_items_changed(GListModel *model, guint position, guint removed,
				       guint added);
void __wrap_g_list_model_items_changed(GListModel *model, guint position, guint removed,
				       guint added);

void __wrap_desktop_list_take(DesktopList *list, const struct change *change)
{
	counts.changes++;
	__real_desktop_list_take(list, change);
}

void __wrap_desktop_list_apply(DesktopList *list)
{
	if (!frame_clock)
		find_clock();
	counts.updates++;
	count_in_frame();
	in_update = 0;
	__real_desktop_list_apply(list);
	counts.most_signals = MAX(counts.most_signals, in_update);
}

void __wrap_g_list_model_items_changed(GListModel *model, guint position, guint removed,
				       guint added)
{
	counts.signals++;
	in_update++;
	__real_g_list_model_items_changed(model, position, removed, added);
}

static void __attribute__((destructor)) write_counts(void)
{
	const char *path = getenv("DESKTOP_COUNTS");
	FILE *file = path ? fopen(path, "we") : NULL;

	if (!file)
		return;
	fprintf(file, "changes=%lu updates=%lu signals=%lu most_signals=%lu most_updates=%lu ",
		counts.changes, counts.updates, counts.signals, counts.most_signals,
		counts.most_updates);
	fprintf(file, "paints=%lu frames=%lu\n", counts.paints, counts.frames);
	fclose(file);
}
