// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cursor.h"
#include "util.h"

/* "GENERATION NUMBER\n", always as long: each replaces all of the one before */
#define FORMAT	"%020ju %020ju\n"
#define SIZE	42

/* What somebody else has written there is as good as nothing */
static void parse(struct cursor *cursor, char *line)
{
	char *rest = line;
	const char *generation = strsep(&rest, " ");
	const char *seq = strsep(&rest, "\n");

	cursor->known = seq && !parse_number(generation, UINT64_MAX, &cursor->generation) &&
			!parse_number(seq, INT64_MAX, &cursor->seq);
}

int cursor_open(struct cursor *cursor, const char *path)
{
	char line[SIZE + 1];
	ssize_t len;

	*cursor = (struct cursor){ .fd = -1 };
	if (!path)
		return 0;
	cursor->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (cursor->fd < 0)
		return -1;
	len = pread(cursor->fd, line, SIZE, 0);
	if (len < 0) {
		cursor_close(cursor);
		return -1;
	}
	line[len] = '\0';
	parse(cursor, line);
	return 0;
}

/* errno is kept */
void cursor_close(struct cursor *cursor)
{
	int saved = errno;

	if (cursor->fd >= 0)
		close(cursor->fd);
	cursor->fd = -1;
	errno = saved;
}

int cursor_set(struct cursor *cursor, uint64_t generation, uint64_t seq)
{
	char line[SIZE + 1];
	ssize_t written;

	cursor->known = true;
	cursor->generation = generation;
	cursor->seq = seq;
	if (cursor->fd < 0)
		return 0;
	snprintf(line, sizeof(line), FORMAT, (uintmax_t)generation, (uintmax_t)seq);
	written = pwrite(cursor->fd, line, SIZE, 0);
	if (written == SIZE)
		return 0;
	if (written >= 0)
		errno = ENOSPC;
	return -1;
}
