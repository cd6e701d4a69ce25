/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_ROW_H
#define PROCLOOK_DESKTOP_ROW_H

#include <glib-object.h>

#include "facts.h"

#define DESKTOP_TYPE_ROW	desktop_row_get_type()
G_DECLARE_FINAL_TYPE(DesktopRow, desktop_row, DESKTOP, ROW, GObject)

/*
 * struct _DesktopRow - a process, as a row of the list
 * @shown: what the list shows of it; empty where it does not show it yet
 * @live: what is known of it
 * @place: its place in what the list shows; NULL where it is not there
 * @home: among those that run, or among those that have ended
 * @news: among those that the list has to show anew
 * @is_new: @news is in a queue
 * @is_gone: it has no home any more
 *
 * Only the list changes it.  The signal "changed" says that @shown has changed.
 */
struct _DesktopRow {
	GObject parent_instance;
	struct facts shown;
	struct facts live;
	GSequenceIter *place;
	GList home;
	GList news;
	bool is_new;
	bool is_gone;
};

DesktopRow *desktop_row_new(void);

/* @shown becomes what @live is */
void desktop_row_show(DesktopRow *row);
void desktop_row_changed(DesktopRow *row);

#endif /* PROCLOOK_DESKTOP_ROW_H */
