// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "match.h"
#include "users.h"

void match_clear(struct match *match)
{
	g_strfreev(match->words);
	match->words = NULL;
}

void match_set_text(struct match *match, const char *text)
{
	match_clear(match);
	match->words = g_strsplit_set(text, " \t\n", -1);
}

static bool in_arguments(const struct command *command, const char *word)
{
	const char *arg = command->args;
	const char *end = command->args + command->args_len;

	for (; arg < end; arg += strlen(arg) + 1)
		if (strcasestr(arg, word))
			return true;
	return false;
}

static bool begins_pid(int32_t pid, const char *word)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", pid);
	return !strncmp(text, word, strlen(word));
}

static bool has_word(const struct facts *facts, const char *word)
{
	return strcasestr(facts->comm, word) || strcasestr(facts->command->path, word) ||
	       in_arguments(facts->command, word) || begins_pid(facts->pid, word) ||
	       strcasestr(user_name(facts->uid), word);
}

static bool has_words(const struct facts *facts, char **words)
{
	for (; words && *words; words++)
		if (!has_word(facts, *words))
			return false;
	return true;
}

bool match_fits(const struct match *match, const struct facts *facts)
{
	if (!match->kernel_threads && facts->flags & PROCLOOK_F_KERNEL_THREAD)
		return false;
	if (match->only_mine && facts->uid != match->me)
		return false;
	if (match->only_failures && !facts_is_failure(facts))
		return false;
	if (match->only_ended && facts_is_running(facts))
		return false;
	return has_words(facts, match->words);
}
