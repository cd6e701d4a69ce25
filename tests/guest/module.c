// SPDX-License-Identifier: GPL-2.0-or-later
/* Modules come and go; udev follows */
#define _GNU_SOURCE
#include "common.h"

#include <string.h>
#include <sys/stat.h>

/* udev has been there: before, the node is root's alone */
bool node_is_ready(void *name)
{
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), NODE_DIR "/%s", (char *)name);

	return !stat(path, &st) && st.st_mode & 0040 && st.st_gid;
}

void load(const char *module, const char *parameter)
{
	const char *name = strcmp(module, "proclook_test") ? "process" : "test";

	if (run("modprobe", module, parameter, NULL))
		bail("modprobe %s failed", module);
	if (!eventually(node_is_ready, (void *)name))
		bail("udev never came to %s", name);
}

void unload(const char *module)
{
	if (run("modprobe", "-r", module, NULL))
		bail("modprobe -r %s failed", module);
}

static bool udev_is_idle(void *arg)
{
	char path[64], line[128];
	pid_t pid = *(pid_t *)arg;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", pid, pid);

	return !read_line(path, line, sizeof(line)) || !*line;
}

static bool not_udevd(pid_t pid, void *found)
{
	char path[64], comm[64] = "";

	snprintf(path, sizeof(path), "/proc/%d/comm", pid);
	if (!read_line(path, comm, sizeof(comm)) || strcmp(comm, "systemd-udevd"))
		return true;
	*(pid_t *)found = pid;

	return false;
}

/* Wait until udev's workers have left, whose ends are events too */
void settle(void)
{
	pid_t udevd = 0;

	visit_processes(not_udevd, &udevd);
	if (udevd && !eventually(udev_is_idle, &udevd))
		bail("udev's workers never left");
}
