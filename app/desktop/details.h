/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_DETAILS_H
#define PROCLOOK_DESKTOP_DETAILS_H

#include <gtk/gtk.h>

#include "row.h"

/* A window with all that is known of a process, for as long as it is looked at */
void details_show(GtkWindow *parent, DesktopRow *row);

#endif /* PROCLOOK_DESKTOP_DETAILS_H */
