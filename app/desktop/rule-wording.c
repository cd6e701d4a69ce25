// SPDX-License-Identifier: GPL-2.0-or-later
#include <glib/gi18n.h>
#include <string.h>

#include "rule-wording.h"
#include "wording.h"

static const char *verb(const struct rule *rule)
{
	if (rule->start && rule->end)
		return rule->quiet ? _("Never tell of it") : _("Tell when it starts or ends");
	if (rule->start)
		return rule->quiet ? _("Never tell when it starts") : _("Tell when it starts");
	return rule->quiet ? _("Never tell when it ends") : _("Tell when it ends");
}

static void append(GString *text, const char *part)
{
	if (text->len)
		g_string_append(text, ", ");
	g_string_append(text, part);
}

char *rule_wording_when(const struct rule *rule)
{
	GString *text = g_string_new(verb(rule));
	char *span, *part;

	if (rule->crashed)
		append(text, _("only crashes"));
	else if (rule->failed)
		append(text, _("only failures"));
	if (rule->min_ns) {
		span = wording_span(rule->min_ns);
		/* Translators: %s is a duration */
		part = g_strdup_printf(_("if it took %s or longer"), span);
		append(text, part);
		g_free(part);
		g_free(span);
	}
	return g_string_free(text, FALSE);
}

static void append_pattern(GString *text, const char *what, const char *pattern)
{
	char *escaped, *part;

	if (!pattern)
		return;
	escaped = wording_text(pattern, strlen(pattern));
	part = g_strdup_printf("%s %s", what, escaped);
	append(text, part);
	g_free(part);
	g_free(escaped);
}

char *rule_wording_which(const struct rule *rule)
{
	GString *text = g_string_new(NULL);

	/* Translators: a pattern follows */
	append_pattern(text, _("name"), rule->name);
	append_pattern(text, _("path"), rule->path);
	append_pattern(text, _("arguments"), rule->args);
	if (!text->len)
		append(text, _("any program"));
	return g_string_free(text, FALSE);
}
