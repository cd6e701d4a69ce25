// SPDX-License-Identifier: GPL-2.0-or-later
#include "known.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver.h"
#include "util.h"

#define MAX_KNOWN	64

static pid_t pids[MAX_KNOWN];
static int used;

void known_clear(void)
{
	used = 0;
}

int known_count(pid_t pid)
{
	int n = 0;
	int i;

	for (i = 0; i < used; i++)
		n += pids[i] == pid;
	return n;
}

static int add(pid_t pid, pid_t parent)
{
	if (parent != getpid() || used == MAX_KNOWN)
		return 0;
	pids[used++] = pid;
	return 1;
}

static pid_t parent_of(const char *pid)
{
	char path[64], line[256];
	const char *name_end;

	snprintf(path, sizeof(path), "/proc/%.16s/stat", pid);
	if (read_line(path, line, sizeof(line)))
		return 0;
	name_end = strrchr(line, ')');
	/* ") S 123" */
	return name_end && strlen(name_end) > 4 ? (pid_t)strtol(name_end + 4, NULL, 10) : 0;
}

int known_add_proc(void)
{
	const struct dirent *entry;
	DIR *dir = opendir("/proc");
	int added = 0;

	if (!dir)
		fatal(errno, "/proc");
	while ((entry = readdir(dir)))
		if (*entry->d_name >= '1' && *entry->d_name <= '9')
			added += add((pid_t)strtol(entry->d_name, NULL, 10),
				     parent_of(entry->d_name));
	closedir(dir);
	return added;
}

uint64_t known_add_list(struct proclook_watch *watch)
{
	struct proclook_processes *list = proclook_processes_new(watch);
	struct proclook_event *event = event_new();
	const struct proclook_record *record;
	uint64_t seq;
	int found;

	if (!list)
		fatal(errno, "a list");
	do {
		found = proclook_processes_next(list, event);
		if (found > 0) {
			record = proclook_event_get_record(event);
			add(record->pid, record->ppid);
		}
	} while (found > 0 || (found < 0 && errno == EINTR));
	if (found < 0)
		fatal(errno, "listing");
	seq = proclook_processes_get_seq(list);
	proclook_processes_free(list);
	proclook_event_free(event);
	return seq;
}

int known_add_event(const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	return record->type == PROCLOOK_FORK ? add(record->pid, record->ppid) : 0;
}
