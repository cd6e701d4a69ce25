// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proclook.h>

#include "rule.h"
#include "util.h"
#include "words.h"

/* What stands behind "tell" or "quiet", as bits of those that are there */
enum {
	HAS_START	= 1,
	HAS_END		= 2,
	HAS_FAILED	= 4,
	HAS_CRASHED	= 8,
	HAS_MIN		= 16,
	HAS_NAME	= 32,
	HAS_PATH	= 64,
	HAS_ARGS	= 128,
	ABOUT_ENDS	= HAS_FAILED | HAS_CRASHED | HAS_MIN,
	WITH_VALUE	= HAS_MIN | HAS_NAME | HAS_PATH | HAS_ARGS,
};

static const struct {
	const char *name;
	unsigned int bit;
} known[] = {
	{ "start", HAS_START },
	{ "end", HAS_END },
	{ "failed", HAS_FAILED },
	{ "crashed", HAS_CRASHED },
	{ "min", HAS_MIN },
	{ "name", HAS_NAME },
	{ "path", HAS_PATH },
	{ "args", HAS_ARGS },
};

static int wrong(char *error, const char *format, ...) __attribute__((format(printf, 2, 3)));
static int wrong(char *error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(error, RULE_ERROR_MAX, format, args);
	va_end(args);
	errno = EINVAL;
	return -1;
}

static int no_memory(char *error)
{
	wrong(error, "no memory");
	errno = ENOMEM;
	return -1;
}

/* About a word of the line: hostile text, and perhaps a long one */
static int wrong_word(char *error, const char *word, const char *what)
{
	char shown[64];

	proclook_escape(shown, sizeof(shown), word, strlen(word));
	return wrong(error, "'%s' %s", shown, what);
}

static unsigned int bit_of(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (!strcmp(name, known[i].name))
			return known[i].bit;
	return 0;
}

static int set_value(struct rule *rule, unsigned int bit, const char *value, char *error)
{
	char *glob;

	if (bit == HAS_MIN && parse_period(value, &rule->min_ns))
		return wrong_word(error, value, "is not a time, such as 500ms, 10s or 2m");
	if (bit == HAS_MIN)
		return 0;
	if (!*value)
		return wrong(error, "a pattern is empty");
	glob = strdup(value);
	if (!glob)
		return no_memory(error);
	if (bit == HAS_NAME)
		rule->name = glob;
	else if (bit == HAS_PATH)
		rule->path = glob;
	else
		rule->args = glob;
	return 0;
}

static int take_word(struct rule *rule, const struct word *word, unsigned int *seen,
		     char *error)
{
	unsigned int bit = bit_of(word->name);

	if (!bit)
		return wrong_word(error, word->name, "is no word of a rule");
	if (*seen & bit)
		return wrong_word(error, word->name, "is there twice");
	if (!word->value != !(bit & WITH_VALUE))
		return wrong_word(error, word->name,
				  word->value ? "takes no value" : "has no =VALUE");
	*seen |= bit;
	return word->value ? set_value(rule, bit, word->value, error) : 0;
}

static int take_verb(struct rule *rule, const struct word *word, char *error)
{
	rule->quiet = !strcmp(word->name, "quiet");
	if (word->value || (!rule->quiet && strcmp(word->name, "tell")))
		return wrong_word(error, word->name, "is neither tell nor quiet");
	return 0;
}

/* What is said of starts and ends, and what follows from it */
static int conclude(struct rule *rule, unsigned int seen, char *error)
{
	if ((seen & (HAS_START | HAS_END)) == HAS_START && seen & ABOUT_ENDS)
		return wrong(error, "failed, crashed and min are about ends, not about a start");
	rule->failed = seen & HAS_FAILED;
	rule->crashed = seen & HAS_CRASHED;
	rule->start = seen & HAS_START || !(seen & (HAS_END | ABOUT_ENDS));
	rule->end = seen & (HAS_END | ABOUT_ENDS) || !(seen & HAS_START);
	return 0;
}

static int parse_words(struct rule *rule, char *rest, char *error)
{
	const char *why = "";
	struct word word;
	unsigned int seen = 0;
	int ret = word_next(&rest, &word, &why);

	/* Not blank: there is one */
	if (ret > 0 && take_verb(rule, &word, error))
		return -1;
	while (ret > 0) {
		ret = word_next(&rest, &word, &why);
		if (ret > 0 && take_word(rule, &word, &seen, error))
			return -1;
	}
	return ret < 0 ? wrong(error, "%s", why) : conclude(rule, seen, error);
}

static bool says_nothing(const char *line, size_t len)
{
	size_t i = 0;

	while (i < len && line[i] && strchr(WORD_BLANKS, line[i]))
		i++;
	return i == len || line[i] == '#';
}

int rule_parse(struct rule *rule, const char *line, size_t len, char *error)
{
	char *copy;
	int ret;

	memset(rule, 0, sizeof(*rule));
	if (says_nothing(line, len))
		return 0;
	if (len > RULE_LINE_MAX)
		return wrong(error, "it has more than %d bytes", RULE_LINE_MAX);
	if (memchr(line, '\0', len))
		return wrong(error, "it has a NUL byte");
	copy = strndup(line, len);
	if (!copy)
		return no_memory(error);
	ret = parse_words(rule, copy, error);
	free(copy);
	if (!ret)
		return 1;
	rule_clear(rule);
	return -1;
}

void rule_clear(struct rule *rule)
{
	free(rule->name);
	free(rule->path);
	free(rule->args);
	memset(rule, 0, sizeof(*rule));
}
