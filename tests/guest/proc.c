// SPDX-License-Identifier: GPL-2.0-or-later
/* What /proc and /sys say, line by line */
#define _GNU_SOURCE
#include "common.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static ssize_t read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len;

	if (fd < 0)
		return -1;
	len = read(fd, text, size - 1);
	close(fd);
	if (len >= 0)
		text[len] = '\0';

	return len;
}

bool read_line(const char *path, char *line, size_t size)
{
	if (read_text(path, line, size) < 0)
		return false;
	line[strcspn(line, "\n")] = '\0';

	return true;
}

void write_line(const char *path, const char *line)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0 || write(fd, line, strlen(line)) < 0)
		bail("cannot write %s: %m", path);
	close(fd);
}

void visit_processes(bool (*each)(pid_t pid, void *arg), void *arg)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;

	must(proc);
	while ((entry = readdir(proc)))
		if (isdigit((unsigned char)entry->d_name[0]) &&
		    !each(atoi(entry->d_name), arg))
			break;
	closedir(proc);
}

/* Field 22 of /proc/PID/stat; the name before it may have any character */
__u64 start_ticks(pid_t pid)
{
	char path[64], text[512], *field;
	int i;

	if (pid)
		snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	else
		strcpy(path, "/proc/self/stat");
	if (read_text(path, text, sizeof(text)) < 0)
		return 0;
	field = strrchr(text, ')');
	for (i = 2; field && i < 22; i++)
		field = strchr(field + 1, ' ');

	return field ? strtoull(field, NULL, 10) : 0;
}
