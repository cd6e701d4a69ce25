// SPDX-License-Identifier: GPL-2.0-or-later
#include "asleep.h"

#include <stdio.h>
#include <string.h>

#include "util.h"

static bool read_of(pid_t tid, const char *name, char *line, size_t size)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/task/%d/%s", tid, name);
	return !read_line(path, line, size);
}

bool is_asleep(pid_t tid)
{
	char line[256];
	const char *name_end;

	if (!read_of(tid, "stat", line, sizeof(line)))
		return false;
	name_end = strrchr(line, ')');
	if (!name_end || strncmp(name_end, ") S", 3) != 0)
		return false;
	/* The kernel looks whether it has really left its processor */
	return read_of(tid, "syscall", line, sizeof(line)) && strcmp(line, "running") != 0;
}
