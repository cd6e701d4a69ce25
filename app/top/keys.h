/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_KEYS_H
#define PROCLOOK_KEYS_H

#include "top.h"

/* Does what the keys say that were pressed.  Return: whether there may be more at once */
bool keys_take(struct top *top);

#endif /* PROCLOOK_KEYS_H */
