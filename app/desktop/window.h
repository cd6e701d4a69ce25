/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_WINDOW_H
#define PROCLOOK_DESKTOP_WINDOW_H

#include <adwaita.h>
#include <stdint.h>

#define DESKTOP_TYPE_WINDOW	desktop_window_get_type()
G_DECLARE_FINAL_TYPE(DesktopWindow, desktop_window, DESKTOP, WINDOW, AdwApplicationWindow)

DesktopWindow *desktop_window_new(GtkApplication *application);

/* Selects it; as soon as it is known which processes there are */
void desktop_window_show_process(DesktopWindow *window, int32_t pid, uint64_t start_ns);

#endif /* PROCLOOK_DESKTOP_WINDOW_H */
