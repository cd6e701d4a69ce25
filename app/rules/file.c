// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lines.h"

/* Nothing that never ends, or that cannot be replaced */
static int check_kind(int fd, mode_t *mode)
{
	struct stat st;

	if (fstat(fd, &st))
		return -1;
	if (mode)
		*mode = st.st_mode & 07777;
	if (S_ISREG(st.st_mode))
		return 0;
	errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	return -1;
}

/* Return: bytes, one more than the limit where it goes on; or -1 */
static ssize_t read_all(int fd, char *buf)
{
	size_t len = 0;
	ssize_t got;

	do {
		got = read(fd, buf + len, RULES_SIZE_MAX + 1 - len);
		if (got < 0 && errno != EINTR)
			return -1;
		len += got > 0 ? (size_t)got : 0;
	} while (got && len <= RULES_SIZE_MAX);
	return (ssize_t)len;
}

/* It takes the memory that it needs, not that of the limit */
static char *shrink(char *buf, size_t len)
{
	char *fit = realloc(buf, len + 1);

	fit = fit ? fit : buf;
	fit[len] = '\0';
	return fit;
}

static char *read_descriptor(int fd, size_t *len, mode_t *mode)
{
	char *buf = check_kind(fd, mode) ? NULL : malloc(RULES_SIZE_MAX + 2);
	ssize_t got = buf ? read_all(fd, buf) : -1;
	int error = errno;

	if (got >= 0 && got <= RULES_SIZE_MAX) {
		*len = (size_t)got;
		return shrink(buf, *len);
	}
	free(buf);
	errno = got < 0 ? error : EFBIG;
	return NULL;
}

char *file_read(const char *path, size_t *len, mode_t *mode)
{
	/* O_NONBLOCK: a FIFO would wait for its writer */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *text;
	int error;

	if (fd < 0)
		return NULL;
	text = read_descriptor(fd, len, mode);
	error = errno;
	close(fd);
	errno = error;
	return text;
}
