/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_LIST_H
#define PROCLOOK_DESKTOP_LIST_H

#include <gio/gio.h>

#include "row.h"

/*
 * The rows, that with the newest news first: the processes that run, and of those that have
 * ended the last ones.  A GListModel that changes only when it is told to: between
 * that it takes what is new, and needs no more room for it than for what it shows.
 */
#define DESKTOP_TYPE_LIST	desktop_list_get_type()
G_DECLARE_FINAL_TYPE(DesktopList, desktop_list, DESKTOP, LIST, GObject)

/* With at most @max_ended processes that have ended */
DesktopList *desktop_list_new(guint max_ended);

/* One change of any type.  The list uses process->user */
void desktop_list_take(DesktopList *list, const struct change *change);

/* How many changes it has taken that are not shown yet */
guint64 desktop_list_get_pending(DesktopList *list);

/* Shows all that is new, with as few signals as there are places where something has changed */
void desktop_list_apply(DesktopList *list);

/* The row of a process, shown or not; NULL where there is none */
DesktopRow *desktop_list_find(DesktopList *list, int32_t pid, uint64_t start_ns);

#endif /* PROCLOOK_DESKTOP_LIST_H */
