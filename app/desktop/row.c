// SPDX-License-Identifier: GPL-2.0-or-later
#include "row.h"

G_DEFINE_FINAL_TYPE(DesktopRow, desktop_row, G_TYPE_OBJECT)

static guint changed;

static void desktop_row_finalize(GObject *object)
{
	DesktopRow *row = DESKTOP_ROW(object);

	facts_clear(&row->shown);
	facts_clear(&row->live);
	G_OBJECT_CLASS(desktop_row_parent_class)->finalize(object);
}

static void desktop_row_class_init(DesktopRowClass *class)
{
	G_OBJECT_CLASS(class)->finalize = desktop_row_finalize;
	changed = g_signal_new("changed", DESKTOP_TYPE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
			       NULL, G_TYPE_NONE, 0);
}

static void desktop_row_init(DesktopRow *row)
{
	row->home.data = row;
	row->news.data = row;
}

DesktopRow *desktop_row_new(void)
{
	return g_object_new(DESKTOP_TYPE_ROW, NULL);
}

void desktop_row_show(DesktopRow *row)
{
	facts_copy(&row->shown, &row->live);
}

void desktop_row_changed(DesktopRow *row)
{
	g_signal_emit(row, changed, 0);
}
