/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_MATCH_H
#define PROCLOOK_DESKTOP_MATCH_H

#include "facts.h"

/*
 * struct match - which processes are to be seen
 * @words: all of them must be in the name, the path, an argument or the user's name, or
 *	begin the pid; NULL for none
 * @kernel_threads: those, too
 * @only_ended: not those that run
 * @only_failures: not those that run or have ended well
 * @only_mine: those of @me alone
 */
struct match {
	char **words;
	bool kernel_threads;
	bool only_ended;
	bool only_failures;
	bool only_mine;
	uint32_t me;
};

void match_set_text(struct match *match, const char *text);
void match_clear(struct match *match);
bool match_fits(const struct match *match, const struct facts *facts);

#endif /* PROCLOOK_DESKTOP_MATCH_H */
