// SPDX-License-Identifier: GPL-2.0-or-later
/* The file is replaced as a whole, or not at all */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lines.h"

/* One's own: arguments, as in a pattern, may tell of secrets */
#define NEW_MODE	0600
#define NEW_FOLDER_MODE	0700

static char *join(const struct rules *rules, size_t *len)
{
	size_t size = 0, i;
	char *text, *at;

	for (i = 0; i < rules->count; i++)
		size += rules->lines[i].len + 1;
	if (size > RULES_SIZE_MAX) {
		errno = EFBIG;
		return NULL;
	}
	text = malloc(size + 1);
	if (!text)
		return NULL;
	at = text;
	for (i = 0; i < rules->count; i++) {
		at = mempcpy(at, rules->lines[i].text, rules->lines[i].len);
		*at++ = '\n';
	}
	*at = '\0';
	*len = size;
	return text;
}

/* "a/b" of "a/b/c"; "." of "c".  To be freed */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return strdup(".");
	return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/* All those that a path leads through */
static int make_folders(char *path)
{
	char *slash;
	int ret;

	for (slash = strchr(path + (*path == '/'), '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		ret = mkdir(path, NEW_FOLDER_MODE);
		*slash = '/';
		if (ret && errno != EEXIST)
			return -1;
	}
	return 0;
}

/* What is to be replaced: where links lead.  To be freed; NULL with errno */
static char *find_target(const struct rules *rules)
{
	char *target = realpath(rules->path, NULL);
	char byte;

	if (target)
		return target;
	if (!rules->absent) {
		errno = errno == ENOENT ? ESTALE : errno;
		return NULL;
	}
	if (readlink(rules->path, &byte, 1) >= 0) {
		errno = ENOENT;
		return NULL;
	}
	return make_folders(rules->path) ? NULL : strdup(rules->path);
}

/* The file has the bytes that were read, or is still not there */
static int check_unchanged(const struct rules *rules, mode_t *mode)
{
	size_t len = 0;
	char *now = file_read(rules->path, &len, mode);
	bool same = now ? !rules->absent && len == rules->read_len &&
			  !memcmp(now, rules->read, len) :
		    rules->absent || errno != ENOENT;

	if (!now && errno != ENOENT)
		return -1;
	free(now);
	if (same)
		return 0;
	errno = ESTALE;
	return -1;
}

static int write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t written = write(fd, text, len);

		if (written < 0 && errno != EINTR)
			return -1;
		if (written > 0) {
			text += written;
			len -= (size_t)written;
		}
	}
	return fsync(fd);
}

static void sync_folder(const char *path)
{
	char *folder = folder_of(path);
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	/* Not all file systems can: the file itself is written */
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

static int fill(int fd, const char *text, size_t len, mode_t mode)
{
	int ret = write_all(fd, text, len) || fchmod(fd, mode) ? -1 : 0;
	int error = errno;

	if (close(fd) && !ret)
		return -1;
	errno = error;
	return ret;
}

/* By way of a file beside it, which a crash may leave behind */
static int replace(const struct rules *rules, const char *target, const char *text, size_t len)
{
	mode_t mode = NEW_MODE;
	char beside[PATH_MAX];
	int fd, error;

	if (snprintf(beside, sizeof(beside), "%s.XXXXXX", target) >= (int)sizeof(beside)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (check_unchanged(rules, &mode))
		return -1;
	fd = mkostemp(beside, O_CLOEXEC);
	if (fd < 0)
		return -1;
	/* Asked again: what takes long is over */
	if (!fill(fd, text, len, mode) && !check_unchanged(rules, NULL) &&
	    !rename(beside, target)) {
		sync_folder(target);
		return 0;
	}
	error = errno;
	unlink(beside);
	errno = error;
	return -1;
}

int rules_write(struct rules *rules)
{
	size_t len = 0;
	char *text = join(rules, &len);
	char *target = text ? find_target(rules) : NULL;
	int ret = target ? replace(rules, target, text, len) : -1;
	int error = errno;

	free(target);
	if (ret) {
		free(text);
		errno = error;
		return -1;
	}
	free(rules->read);
	rules->read = text;
	rules->read_len = len;
	rules->absent = false;
	return 0;
}
