/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DRAW_H
#define PROCLOOK_DRAW_H

#include "top.h"

/* All of the screen.  Return: 0, or -1 if there is no memory */
int draw(struct top *top);

#endif /* PROCLOOK_DRAW_H */
