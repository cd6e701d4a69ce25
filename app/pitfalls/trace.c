// SPDX-License-Identifier: GPL-2.0-or-later
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "trace.h"
#include "util.h"

#define LINE_WIDTH	96
#define MAX_ENTRIES	256

struct entry {
	int actor;
	char text[80];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry entries[MAX_ENTRIES];
static int used;

void trace_clear(void)
{
	used = 0;
}

void trace_add(int actor, const char *text)
{
	pthread_mutex_lock(&lock);
	if (used < MAX_ENTRIES) {
		entries[used].actor = actor;
		snprintf(entries[used].text, sizeof(entries[used].text), "%s", text);
		used++;
	}
	pthread_mutex_unlock(&lock);
}

static void print_cell(int actor, int width, const char *text)
{
	put("  %*s%s\n", actor * width, "", text);
}

static void print_head(const char *const names[], int count, int width)
{
	static const char dashes[] = "------------------------------------------------";
	int i;

	for (i = 0; i < count; i++)
		put("%s%-*s", i ? "" : "  ", i < count - 1 ? width : 0, names[i]);
	put("\n");
	for (i = 0; i < count; i++)
		put("%s%.*s", "  ", width - 2, dashes);
	put("\n");
}

void trace_print(const char *const names[], int count)
{
	int width = LINE_WIDTH / count;
	int i;

	print_head(names, count, width);
	for (i = 0; i < used; i++)
		print_cell(entries[i].actor, width, entries[i].text);
}

static int find(char *const names[], int count, const char *name)
{
	int i;

	for (i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

static void take_line(char *line, char *const names[], int count)
{
	char *colon = strstr(line, ": ");
	int actor;

	line[strcspn(line, "\n")] = '\0';
	if (!colon)
		return;
	*colon = '\0';
	actor = find(names, count, line + strspn(line, " \t"));
	if (actor >= 0)
		trace_add(actor, colon + 2);
}

int trace_columns(char *const names[], int count)
{
	char line[256];

	trace_clear();
	while (fgets(line, sizeof(line), stdin))
		take_line(line, names, count);
	trace_print((const char *const *)names, count);
	return EXIT_DONE;
}
