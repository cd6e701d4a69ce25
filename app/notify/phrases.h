/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_PHRASES_H
#define PROCLOOK_PHRASES_H

#include "bubbles.h"
#include "rule.h"

/* What a bubble says of one start or end: "make has failed", and more below it */
void phrases_compose(struct bubble *bubble, const struct rule_event *event, int32_t pid);

#endif /* PROCLOOK_PHRASES_H */
