// SPDX-License-Identifier: GPL-2.0-or-later
/* A named event as its watchers see it: node and attributes */
#define _GNU_SOURCE
#include "common.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define CLASS_DIR	"/sys/class/proclook"

int node_open(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), NODE_DIR "/%s", name);

	return open(path, O_RDONLY | O_CLOEXEC);
}

int signal_open(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), CLASS_DIR "/%s/signal", name);

	return open(path, O_RDONLY | O_CLOEXEC);
}

int open_watcher(const char *name)
{
	int fd = node_open(name);

	must(fd >= 0);

	return fd;
}

int open_armed(const char *name)
{
	int fd = signal_open(name);

	must(fd >= 0 && signal_read(fd) >= 0);

	return fd;
}

__s64 signal_read(int fd)
{
	char text[32] = "";
	ssize_t len = pread(fd, text, sizeof(text) - 1, 0);

	return len < 0 ? -1 : strtoll(text, NULL, 10);
}

__u64 attribute(const char *name, const char *attribute)
{
	char path[96], line[64];

	snprintf(path, sizeof(path), CLASS_DIR "/%s/%s", name, attribute);
	must(read_line(path, line, sizeof(line)));

	return strtoull(line, NULL, 10);
}

int snapshot(int fd, struct snap *snap)
{
	memset(snap, POISON, sizeof(*snap));
	snap->arg.buf = (uintptr_t)snap->raw;
	snap->arg.buf_size = PROCLOOK_RECORD_MAX;
	snap->arg.flags = 0;
	memset(snap->arg.reserved, 0, sizeof(snap->arg.reserved));
	snap->error = ioctl(fd, PROCLOOK_IOC_SNAPSHOT, &snap->arg) ? errno : 0;

	return snap->error;
}

bool all_bytes(const unsigned char *bytes, size_t count, unsigned char value)
{
	while (count && *bytes == value) {
		bytes++;
		count--;
	}

	return !count;
}

bool snap_seen(const struct snap *snap)
{
	return snap->arg.state & PROCLOOK_SNAPSHOT_SEEN;
}

bool has_no_extras(const struct proclook_record *record)
{
	return !record->thread_start_ns && !record->image_start &&
	       !record->image_size && !record->lost;
}

const char *record_path(const struct proclook_record *record)
{
	return (const char *)record + record->header_size;
}

const char *record_args(const struct proclook_record *record)
{
	return record_path(record) + record->path_len + 1;
}

int poll_for(int fd, int events, int ms)
{
	struct pollfd pollfd = { .fd = fd, .events = events };

	must(poll(&pollfd, 1, ms) >= 0);

	return pollfd.revents;
}

int poll_now(int fd, int events)
{
	return poll_for(fd, events, 0);
}
