// SPDX-License-Identifier: GPL-2.0-or-later
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "fake.h"
#include "real.h"
#include "sysfs.h"
#include "diagnose.h"

#define CLASS_DIR	"/sys/class/proclook"

/* The fuzzer itself asks too: what is not the program's goes to the real kernel */
struct sysfs sysfs;

/* For the fake udev: the rest of the fake kernel is not used here */
struct fake fake;

static int take_error(void)
{
	static const int errors[] = { EACCES, ENOENT, EPERM, ENODEV, EPROTO, ENOTTY,
		EMFILE, EIO, EOPNOTSUPP, EUSERS };

	return errors[take(&sysfs.input, 1) % ARRAY_SIZE(errors)];
}

int __wrap_uname(struct utsname *name)
{
	memset(name, 0, sizeof(*name));
	snprintf(name->release, sizeof(name->release), "%s", sysfs.release);
	return 0;
}

int __wrap_access(const char *path, int mode)
{
	if (!strcmp(path, MODULE_DIR))
		return sysfs.loaded ? 0 : -1;
	if (strncmp(path, CLASS_DIR, strlen(CLASS_DIR)))
		return __real_access(path, mode);
	return -(int)(take(&sysfs.input, 1) & 1);
}

int __wrap_stat(const char *path, struct stat *st)
{
	if (strncmp(path, NODE_DIR, strlen(NODE_DIR)))
		return __real_stat(path, st);
	memset(st, 0, sizeof(*st));
	/* Behind the end of the input it is what has most consequences */
	st->st_mode = S_IFCHR | (take(&sysfs.input, 2) ^ 0040);
	st->st_uid = take(&sysfs.input, 1);
	st->st_gid = take(&sysfs.input, 1);
	errno = take_error();
	return -(int)(take(&sysfs.input, 1) & 1);
}

/* Some bytes without @never; @name has room for @size with the NUL */
static char *take_name(char *name, size_t size, char never)
{
	size_t len = take_up_to(&sysfs.input, size - 1);
	char *bytes = take_bytes(&sysfs.input, &len);
	char *found;

	memcpy(name, bytes, len + 1);
	free(bytes);
	while ((found = strchr(name, never)))
		*found = '_';
	return name;
}

struct passwd *__wrap_getpwuid(uid_t uid);
struct passwd *__wrap_getpwuid(uid_t uid)
{
	static struct passwd entry;
	static char name[64];

	entry.pw_name = take_name(name, sizeof(name), '\n');
	return uid % 2 ? NULL : &entry;
}

struct group *__wrap_getgrgid(gid_t gid);
struct group *__wrap_getgrgid(gid_t gid)
{
	static struct group entry;
	static char member[] = "member", name[64];
	static char *members[] = { member, NULL };

	entry.gr_name = take_name(name, sizeof(name), '\n');
	entry.gr_mem = members;
	return gid % 2 ? NULL : &entry;
}

/* One that is empty does not exist */
int __wrap_scandir(const char *path, struct dirent ***list,
		   int (*filter)(const struct dirent *),
		   int (*compare)(const struct dirent **, const struct dirent **))
{
	int count = take_up_to(&sysfs.input, 4), kept = 0;

	(void)compare;
	errno = take_error();
	if (!count && *path)
		return -1;
	*list = room(count * sizeof(struct dirent *));
	while (count--) {
		struct dirent *entry = memset(room(sizeof(*entry)), 0, sizeof(*entry));

		take_name(entry->d_name, 64, '/');
		if (*entry->d_name && filter(entry))
			(*list)[kept++] = entry;
		else
			free(entry);
	}
	return kept;
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
	if (strncmp(path, "/lib/modules/", 13))
		return __real_fopen(path, mode);
	if (!sysfs.modules)
		return NULL;
	/* What has no bytes cannot be opened so */
	return sysfs.modules_len ? fmemopen(sysfs.modules, sysfs.modules_len, "r") :
				   __real_fopen("/dev/null", mode);
}

/* A file of these bytes */
static int open_bytes(const char *bytes, size_t len)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	must(fd >= 0);
	must(write(fd, bytes, len) == (ssize_t)len);
	must(!lseek(fd, 0, SEEK_SET));
	return fd;
}

static int open_small_file(const char *path)
{
	size_t len = take_up_to(&sysfs.input, 511);
	char *bytes;
	int fd;

	if (!strcmp(path, MODULE_DIR "/srcversion"))
		return open_bytes(sysfs.srcversion, sysfs.srcversion_len);
	bytes = take_bytes(&sysfs.input, &len);
	fd = open_bytes(bytes, len);
	free(bytes);
	return fd;
}

/* The node itself, and the attribute "signal", can never be opened */
int __wrap_open(const char *path, int flags, ...)
{
	bool device = !strncmp(path, NODE_DIR, strlen(NODE_DIR));

	if (strncmp(path, "/sys/", 5) && strncmp(path, "/proc/sys/", 10) && !device)
		return __real_open(path, flags, 0);
	errno = take_error();
	if (device || take(&sysfs.input, 1) % 8 == 1)
		return -1;
	if (!sysfs.srcversion && !strcmp(path, MODULE_DIR "/srcversion"))
		return -1;
	return open_small_file(path);
}

/*
 * depmod writes no NUL; what could be said of a file with one?  The same bytes
 * again and again make lines that are longer than any input.
 */
static void take_modules(void)
{
	static const char *const words[] = { "kernel/", "/", "proclook", "proclook.ko",
		".ko", ".xz", "x", ":", " ", "\n", NULL };
	size_t again = take_up_to(&sysfs.input, 99);
	size_t size = take_up_to(&sysfs.input, 255);
	char *text = take_text(&sysfs.input, size, words);
	size_t len = strlen(text), i;

	sysfs.modules_len = len * (1 + again);
	sysfs.modules = room(sysfs.modules_len + 1);
	for (i = 0; i < sysfs.modules_len; i++)
		sysfs.modules[i] = text[i % len];
	sysfs.modules[i] = '\0';
	free(text);
}

void sysfs_begin(const struct input *input)
{
	unsigned int what;

	sysfs = (struct sysfs){ .input = *input };
	what = take(&sysfs.input, 1);
	fake.present = what & 1;
	sysfs.loaded = what & 2;
	take_name(sysfs.release, sizeof(sysfs.release), '\n');
	if (what & 4) {
		sysfs.srcversion_len = take_up_to(&sysfs.input, 511);
		sysfs.srcversion = take_bytes(&sysfs.input, &sysfs.srcversion_len);
	}
	if (what & 8)
		take_modules();
}

void sysfs_end(void)
{
	free(sysfs.srcversion);
	free(sysfs.modules);
}
