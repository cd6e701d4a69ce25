/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_WORDS_H
#define PROCLOOK_WORDS_H

#include <stdio.h>

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

/* A blank and NAME=VALUE, with quotes where it needs them */
void word_put(FILE *line, const char *name, const char *value);

#endif /* PROCLOOK_WORDS_H */
