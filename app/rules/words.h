/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_WORDS_H
#define PROCLOOK_WORDS_H

#define WORD_BLANKS	" \t\r"

/**
 * struct word - NAME or NAME=VALUE
 * @name: what stands before the first =
 * @value: without quotes; NULL where there is no =
 */
struct word {
	char *name;
	char *value;
};

/*
 * Cuts the next word out of a line, which is changed.  Return: 1; 0 where there is none;
 * -1 with @error where a value has no proper quotes
 */
int word_next(char **rest, struct word *word, const char **error);

/* NAME=VALUE, with quotes where it needs them; behind what is in @line, which has room */
void word_append(char *line, const char *name, const char *value);

/* Bytes that word_append() adds at most, its NUL not counted */
#define WORD_ROOM(name, value)	(strlen(name) + 2 * strlen(value) + 4)

#endif /* PROCLOOK_WORDS_H */
