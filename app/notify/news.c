// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "markup.h"
#include "news.h"
#include "phrases.h"

void news_add(struct news *news, const struct rule_event *event, int32_t pid,
	      uint64_t start_ns)
{
	if (news->count++)
		return;
	phrases_compose(&news->first, event, pid);
	news->first.pid = pid;
	news->first.start_ns = start_ns;
}

void news_complain(struct news *news, const char *summary, const char *text)
{
	struct bubble *bubble = &news->complaint;

	memset(bubble, 0, sizeof(*bubble));
	snprintf(bubble->summary, sizeof(bubble->summary), "%s", summary);
	markup_escape(bubble->body, sizeof(bubble->body), text);
	news->complains = true;
}

bool news_are_there(const struct news *news)
{
	return news->count || news->missed || news->complains;
}

static void add_line(struct bubble *bubble, uint64_t count, const char *what)
{
	size_t used = strlen(bubble->body);

	snprintf(bubble->body + used, sizeof(bubble->body) - used, "%s%ju %s",
		 used ? "\n" : "", (uintmax_t)count, what);
}

bool news_take(struct news *news, struct bubble *bubble)
{
	if (!news_are_there(news))
		return false;
	if (news->complains) {
		*bubble = news->complaint;
		news->complains = false;
		return true;
	}
	*bubble = news->first;
	if (!news->count) {
		memset(bubble, 0, sizeof(*bubble));
		strcpy(bubble->summary, "Not everything was seen");
	}
	if (news->count > 1)
		add_line(bubble, news->count - 1, "more since then");
	if (news->missed)
		add_line(bubble, news->missed, "events were not seen");
	news->count = 0;
	news->missed = 0;
	return true;
}
