/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_SPECIFIER_H
#define FUZZ_SPECIFIER_H

#include "internal.h"

/* @text is what proclook(1) says that %@letter gives for @event */
void specifier_check(const struct proclook_event *event, char letter,
		     const char *text);

#endif /* FUZZ_SPECIFIER_H */
