// SPDX-License-Identifier: GPL-2.0-or-later
/* read(2) and lseek(2) of the node */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fake_history.h"
#include "real.h"

static int once(int *error)
{
	int ret = *error;

	*error = 0;
	return ret;
}

/* What comes next: a record, or how many are lost; its size, and where the file is then */
static size_t next(const struct file *file, char *bytes, uint64_t *read)
{
	static const struct sample none = { .type = PROCLOOK_LOST, .comm = "" };
	struct sample lost = none;
	uint64_t before = fake_oldest() - 1;

	lost.lost = fake_count(file, file->read, before);
	if (lost.lost) {
		*read = before;
		return fake_make(&lost, before, bytes);
	}
	*read = fake_next_match(file, file->read > before ? file->read : before, fake.seq);
	if (!*read)
		return 0;
	memcpy(bytes, fake_kept(*read), fake_kept(*read)->size);
	return fake_kept(*read)->size;
}

static ssize_t read_node(struct file *file, char *buf, size_t len)
{
	static char bytes[FAKE_RECORD_MAX] __attribute__((aligned(8)));
	size_t size = 0, done = 0, records = 0;
	uint64_t read;

	file->polled = true;
	while (records < fake.read_records) {
		size = next(file, bytes, &read);
		if (!size || size > len - done)
			break;
		memcpy(buf + done, bytes, size);
		file->read = read;
		done += size;
		records++;
	}
	if (done)
		return done;
	if (!size && !(fcntl(file->fd, F_GETFL) & O_NONBLOCK)) {
		fprintf(stderr, "fake: it would wait for ever\n");
		_exit(70);
	}
	return size ? -EINVAL : -EAGAIN;
}

ssize_t __wrap_read(int fd, void *buf, size_t len)
{
	struct file *file = fake_find_file(fd);
	ssize_t ret;

	if (!file || file->kind != NODE)
		return __real_read(fd, buf, len);
	fake_step('r');
	errno = fake_is_dead(file) ? ENODEV : once(&fake.read_error);
	if (errno)
		return -1;
	ret = read_node(file, buf, len);
	errno = ret < 0 ? -ret : 0;
	return errno ? -1 : ret;
}

static off_t seek_node(struct file *file, off_t offset, int whence)
{
	off_t next = fake.seq + 1;

	if ((whence != SEEK_SET && whence != SEEK_END) || (whence == SEEK_END && offset))
		return -EINVAL;
	if (whence == SEEK_END)
		offset = next;
	if (offset < 0 || offset > next)
		return -EINVAL;
	if (!offset)
		offset = fake_oldest();
	if (file->filtered && (uint64_t)offset < fake_oldest())
		return -ENODATA;
	file->read = offset - 1;
	return offset;
}

off_t __wrap_lseek(int fd, off_t offset, int whence)
{
	struct file *file = fake_find_file(fd);
	off_t ret;

	if (!file || file->kind != NODE)
		return __real_lseek(fd, offset, whence);
	fake_step('l');
	errno = fake_is_dead(file) ? ENODEV : once(&fake.lseek_error);
	if (errno)
		return -1;
	ret = seek_node(file, offset, whence);
	errno = ret < 0 ? -ret : 0;
	return errno ? -1 : ret;
}
