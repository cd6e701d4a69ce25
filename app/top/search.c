// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "search.h"

/* tolower() would ask the locale; and between arguments there is a NUL */
static char fold(char c)
{
	if (!c)
		return ' ';
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(const char *text, const char *wanted, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (fold(text[i]) != fold(wanted[i]))
			return false;
	return true;
}

static bool contains(const char *text, size_t size, const char *wanted, size_t len)
{
	size_t i;

	for (i = 0; i + len <= size; i++)
		if (begins(text + i, wanted, len))
			return true;
	return false;
}

bool search_finds(const char *text, const struct process *process)
{
	const struct program *program = process->program;
	size_t len = strlen(text);
	char pid[16];

	snprintf(pid, sizeof(pid), "%d", process->pid);
	return contains(process->comm, strnlen(process->comm, sizeof(process->comm)), text, len) ||
	       contains(program->path, strlen(program->path), text, len) ||
	       contains(program->args, program->args_len, text, len) ||
	       contains(pid, strlen(pid), text, len);
}
