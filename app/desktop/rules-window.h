/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_RULES_WINDOW_H
#define PROCLOOK_DESKTOP_RULES_WINDOW_H

#include <gtk/gtk.h>

/* A window with the rules of proclook-notify, to be changed */
void rules_window_show(GtkWindow *parent);

#endif /* PROCLOOK_DESKTOP_RULES_WINDOW_H */
