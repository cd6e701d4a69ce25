/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_CELLS_H
#define PROCLOOK_DESKTOP_CELLS_H

#include <gtk/gtk.h>

#include "facts.h"

/* What a column says of a process; g_free() it */
typedef char *(*cell_wording)(const struct facts *facts);

/* Makes the cells of a column: words alone, or with an icon */
GtkListItemFactory *cells_for_text(cell_wording words);
GtkListItemFactory *cells_for_status(cell_wording words);

#endif /* PROCLOOK_DESKTOP_CELLS_H */
