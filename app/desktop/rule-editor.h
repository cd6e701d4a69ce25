/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_RULE_EDITOR_H
#define PROCLOOK_DESKTOP_RULE_EDITOR_H

#include <gtk/gtk.h>

#include "rule.h"

/* What is saved; good until it returns */
typedef void (*rule_saved)(const struct rule *rule, void *data);

/* Asks for a rule, beginning with @rule.  @data must be good as long as @parent is there */
GtkWindow *rule_editor_show(GtkWindow *parent, const struct rule *rule, rule_saved saved,
			    void *data);

/* May it be edited?  What is no text would be lost */
bool rule_editor_can(const struct rule *rule);

#endif /* PROCLOOK_DESKTOP_RULE_EDITOR_H */
