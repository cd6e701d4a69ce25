// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "proc.h"

#define NSEC_PER_SEC	1000000000ULL

/* proc(5): behind the name, which may have any byte, starttime is the 20th */
#define START_FIELD	20

static ssize_t read_file(int32_t pid, const char *name, char *buf, size_t size)
{
	char path[64];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	len = read(fd, buf, size);
	close(fd);
	return len;
}

/* In clock ticks since boot */
static bool read_start(int32_t pid, uint64_t *start)
{
	char text[1024], *field;
	ssize_t len = read_file(pid, "stat", text, sizeof(text) - 1);
	int i;

	if (len <= 0)
		return false;
	text[len] = '\0';
	field = strrchr(text, ')');
	for (i = 0; field && i < START_FIELD; i++)
		field = strchr(field + 1, ' ');
	if (!field)
		return false;
	*start = strtoull(field, NULL, 10);
	return true;
}

static bool is_same(int32_t pid, uint64_t start_ns)
{
	uint64_t start;

	return read_start(pid, &start) &&
	       start == start_ns / (NSEC_PER_SEC / (uint64_t)sysconf(_SC_CLK_TCK));
}

size_t proc_read_args(int32_t pid, uint64_t start_ns, char *buf, size_t size)
{
	ssize_t len = read_file(pid, "cmdline", buf, size);

	/* Asked afterwards: until then the id was that of the same one */
	if (len <= 0 || !is_same(pid, start_ns))
		return 0;
	/* The last one may be cut, and who changes his title may end it without a NUL */
	if (buf[len - 1] && (size_t)len < size)
		len++;
	buf[len - 1] = '\0';
	return len;
}

int proc_open_pidfd(int32_t pid, uint64_t start_ns)
{
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);

	if (fd >= 0 && is_same(pid, start_ns))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}
