/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_PANES_H
#define PROCLOOK_PANES_H

#include "top.h"

/* What there is in place of the tree */
void panes_toggle_help(struct top *top);
void panes_toggle_details(struct top *top);
void panes_close(struct top *top);

/* What is said of the process, as it is now; of one that is gone what was said last */
void panes_update(struct top *top);

#endif /* PROCLOOK_PANES_H */
