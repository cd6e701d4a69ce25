// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "words.h"

/* Up to the closing quote, in place: it only gets shorter.  Return: what is behind it */
static char *unquote(char *from, const char **error)
{
	char *to = from;

	for (; *from != '"'; from++) {
		if (*from == '\\') {
			from++;
			if (*from != '"' && *from != '\\') {
				*error = "in quotes \\ stands before \" or \\ only";
				return NULL;
			}
		}
		if (!*from) {
			*error = "a quote has no end";
			return NULL;
		}
		*to++ = *from;
	}
	*to = '\0';
	return from + 1;
}

static char *take_quoted(char *at, struct word *word, const char **error)
{
	word->value = at + 1;
	at = unquote(at + 1, error);
	if (!at || !*at || strchr(WORD_BLANKS, *at))
		return at;
	*error = "there is no blank behind a closing quote";
	return NULL;
}

static char *take_plain(char *at, struct word *word, const char **error)
{
	word->value = at;
	at += strcspn(at, WORD_BLANKS "\"");
	if (*at != '"')
		return at;
	*error = "quotes must be around a whole value";
	return NULL;
}

int word_next(char **rest, struct word *word, const char **error)
{
	char *at = *rest + strspn(*rest, WORD_BLANKS);

	if (!*at)
		return 0;
	word->name = at;
	word->value = NULL;
	at += strcspn(at, WORD_BLANKS "=");
	if (*at == '=') {
		*at++ = '\0';
		at = *at == '"' ? take_quoted(at, word, error) : take_plain(at, word, error);
		if (!at)
			return -1;
	}
	if (*at)
		*at++ = '\0';
	*rest = at;
	return 1;
}

void word_put(FILE *line, const char *name, const char *value)
{
	fprintf(line, " %s=", name);
	if (!value[strcspn(value, WORD_BLANKS "\"")]) {
		fputs(value, line);
		return;
	}
	fputc('"', line);
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			fputc('\\', line);
		fputc(*value, line);
	}
	fputc('"', line);
}
