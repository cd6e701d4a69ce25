/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_NEWS_H
#define PROCLOOK_NEWS_H

#include <stdbool.h>
#include <stdint.h>

#include "bubbles.h"
#include "rule.h"

/**
 * struct news - what no bubble has told yet
 * @count: starts and ends
 * @missed: events that nobody has seen
 * @first: what to say of the first of @count
 * @complains: @complaint is to be said, before all others
 * @complaint: of the rules themselves
 */
struct news {
	uint64_t count;
	uint64_t missed;
	struct bubble first;
	bool complains;
	struct bubble complaint;
};

void news_add(struct news *news, const struct rule_event *event, int32_t pid,
	      uint64_t start_ns);

/* @text is plain; a later one takes the place of one that was not said */
void news_complain(struct news *news, const char *summary, const char *text);

bool news_are_there(const struct news *news);

/* What the next bubble says, if there is something: then that is said */
bool news_take(struct news *news, struct bubble *bubble);

#endif /* PROCLOOK_NEWS_H */
