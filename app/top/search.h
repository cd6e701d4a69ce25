/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_SEARCH_H
#define PROCLOOK_SEARCH_H

#include <stdbool.h>

#include "follow.h"

/*
 * Is @text in the name, the path, the arguments with a blank between each two, or the id?
 * Capital or not is the same, for the letters of ASCII.  "" is in everything
 */
bool search_finds(const char *text, const struct process *process);

#endif /* PROCLOOK_SEARCH_H */
