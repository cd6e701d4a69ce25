// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "lesson.h"

#define MAX_LESSONS	64

/* Sorted by number and letter, each form for itself */
static const struct lesson *lessons[2][MAX_LESSONS];

static int compare(const struct lesson *a, const struct lesson *b)
{
	int difference = atoi(a->id) - atoi(b->id);

	return difference ? difference : strcmp(a->id, b->id);
}

void lesson_register(const struct lesson *lesson)
{
	const struct lesson **forms = lessons[lesson->broken];
	size_t i = MAX_LESSONS - 1;

	if (forms[i])
		abort();
	while (i && (!forms[i - 1] || compare(forms[i - 1], lesson) > 0)) {
		forms[i] = forms[i - 1];
		i--;
	}
	forms[i] = lesson;
}

const struct lesson *lesson_number(size_t n, bool broken)
{
	return n < MAX_LESSONS ? lessons[broken][n] : NULL;
}

bool lesson_matches(const struct lesson *lesson, const char *id)
{
	size_t len;

	if (*id == 'F' || *id == 'f')
		id++;
	len = strlen(id);
	if (!len || strncmp(lesson->id, id, len))
		return false;
	/* "2" is not "21", but "21" is "21a" */
	return lesson->id[len] < '0' || lesson->id[len] > '9';
}
