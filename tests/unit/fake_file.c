// SPDX-License-Identifier: GPL-2.0-or-later
/* Node and attribute as open files: what the kernel says to system calls on them */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "fake.h"
#include "fake_file.h"
#include "real.h"

static struct file files[16];

void fake_forget_files(void)
{
	memset(files, 0, sizeof(files));
}

bool fake_is_dead(const struct file *file)
{
	return file->life != fake.life || !fake.present;
}

struct file *fake_find_file(int fd)
{
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (files[i].kind && files[i].fd == fd)
			return &files[i];
	return NULL;
}

static int open_file(enum kind kind, const char *path, int flags)
{
	char room[512];
	size_t i;

	for (i = 0; files[i].kind; i++)
		if (i + 1 == sizeof(files) / sizeof(files[0]))
			abort();
	files[i] = (struct file){
		.kind = kind,
		.fd = __real_open(fake_path(path, room, sizeof(room)),
				  O_RDONLY | O_CLOEXEC),
		.life = fake.life,
		.seen = fake.seq,
		.acknowledged = UINT64_MAX,
	};
	if (files[i].fd < 0)
		files[i].fd = __real_open("/dev/null", O_RDONLY | O_CLOEXEC);
	fake.open_files++;
	fake.without_cloexec |= !(flags & O_CLOEXEC);
	return files[i].fd;
}

int __wrap_open(const char *path, int flags, ...)
{
	enum kind kind = !strcmp(path, FAKE_NODE) ? NODE :
			 !strcmp(path, FAKE_ATTRIBUTE) ? ATTRIBUTE : FREE;
	char room[512];
	va_list ap;
	int mode;

	if (!kind) {
		va_start(ap, flags);
		mode = va_arg(ap, int);
		va_end(ap);
		return __real_open(fake_path(path, room, sizeof(room)), flags,
				   mode);
	}
	fake_step(kind == NODE ? 'N' : 'A');
	errno = !fake.present ? ENOENT :
		kind == NODE ? fake.node_error : fake.attribute_error;
	return errno ? -1 : open_file(kind, path, flags);
}

int __wrap_close(int fd)
{
	struct file *file = fake_find_file(fd);

	if (file) {
		fake_step('c');
		file->kind = FREE;
		fake.open_files--;
	}
	return __real_close(fd);
}

int __wrap_fstat(int fd, struct stat *st)
{
	struct file *file = fake_find_file(fd);

	if (!file)
		return __real_fstat(fd, st);
	memset(st, 0, sizeof(*st));
	st->st_mode = S_IFCHR | 0400;
	st->st_rdev = makedev(240, fake.wrong_rdev ? 9 : 1);
	return 0;
}

ssize_t __wrap_pread(int fd, void *buf, size_t len, off_t at)
{
	struct file *file = fake_find_file(fd);
	char number[24];

	if (!file || file->kind != ATTRIBUTE)
		return __real_pread(fd, buf, len, at);
	fake_step('a');
	errno = fake_is_dead(file) ? ENODEV : fake.pread_error;
	fake.pread_error = 0;
	if (errno)
		return -1;
	file->acknowledged = fake.notified;
	fake.armed = true;
	if (fake.short_pread)
		return 0;
	snprintf(number, sizeof(number), "%ju\n", (uintmax_t)fake.seq);
	if (len > strlen(number))
		len = strlen(number);
	memcpy(buf, number, len);
	return len;
}

/* As the module does it: an error has no effect, but for record_size */
static int snapshot(struct file *file, struct proclook_snapshot *arg)
{
	if (fake_is_dead(file))
		return -ENODEV;
	if (arg->flags || arg->reserved[0] || arg->reserved[1])
		return -EINVAL;
	if (fake.ioctl_error) {
		int error = -fake.ioctl_error;

		fake.ioctl_error = 0;
		return error;
	}
	if (!fake.size)
		return -ENODATA;
	arg->record_size = fake.size;
	if (arg->buf_size < fake.size)
		return -EMSGSIZE;
	memcpy((void *)(uintptr_t)arg->buf, fake.record, fake.size);
	arg->generation = fake.generation;
	arg->state = fake.seq <= file->seen ? PROCLOOK_SNAPSHOT_SEEN : 0;
	arg->missed = arg->state ? 0 : fake.seq - file->seen - 1;
	file->seen = fake.seq;
	return 0;
}

int __wrap_ioctl(int fd, unsigned long request, ...)
{
	struct file *file = fake_find_file(fd);
	va_list ap;
	void *arg;

	va_start(ap, request);
	arg = va_arg(ap, void *);
	va_end(ap);
	if (!file)
		return __real_ioctl(fd, request, arg);
	fake_step('f');
	errno = file->kind != NODE || request != PROCLOOK_IOC_SNAPSHOT ?
		ENOTTY : -snapshot(file, arg);
	return errno ? -1 : 0;
}
