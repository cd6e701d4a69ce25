// SPDX-License-Identifier: GPL-2.0-or-later
/* What "proclook info" asks of a machine, from the folder $FAKE_ROOT */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "fake.h"
#include "real.h"

const char *fake_path(const char *path, char *room, size_t size)
{
	static const char *const moved[] = { "/sys/", "/lib/", "/dev/proclook/", "/run/",
		"/proc/sys/" };
	const char *root = getenv("FAKE_ROOT");
	size_t i;

	for (i = 0; root && i < sizeof(moved) / sizeof(moved[0]); i++) {
		if (strncmp(path, moved[i], strlen(moved[i])))
			continue;
		snprintf(room, size, "%s%s", root, path);
		return room;
	}
	return path;
}

int __wrap_access(const char *path, int mode)
{
	char room[512];

	return __real_access(fake_path(path, room, sizeof(room)), mode);
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
	char room[512];

	return __real_fopen(fake_path(path, room, sizeof(room)), mode);
}

int __wrap_stat(const char *path, struct stat *st)
{
	char room[512];

	return __real_stat(fake_path(path, room, sizeof(room)), st);
}

int __wrap_scandir(const char *path, struct dirent ***list,
		   int (*filter)(const struct dirent *),
		   int (*compare)(const struct dirent **, const struct dirent **))
{
	char room[512];

	return __real_scandir(fake_path(path, room, sizeof(room)), list, filter,
			      compare);
}

int __wrap_uname(struct utsname *name)
{
	memset(name, 0, sizeof(*name));
	strcpy(name->release, "6.1.0-fake");
	return 0;
}
