/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_RULE_WORDING_H
#define PROCLOOK_DESKTOP_RULE_WORDING_H

#include "rule.h"

/* A rule in words: when it is told, and of which programs.  Text, escaped; g_free() it */
char *rule_wording_when(const struct rule *rule);
char *rule_wording_which(const struct rule *rule);

#endif /* PROCLOOK_DESKTOP_RULE_WORDING_H */
