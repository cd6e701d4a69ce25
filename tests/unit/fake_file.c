// SPDX-License-Identifier: GPL-2.0-or-later
/* Node and attribute as open files: what the kernel says to system calls on them */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
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

/* What the module takes instead of none, where somebody sees no others */
static const struct proclook_filter own_processes = {
	.types = PROCLOOK_FILTER_ALL_TYPES,
	.flags = PROCLOOK_FILTER_UID,
	.uid = 1000,
};

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
		.read = fake.seq,
		.acknowledged = UINT64_MAX,
	};
	if (kind == NODE && fake.map_fd)
		files[i].fd = fcntl(fake.map_fd, F_DUPFD_CLOEXEC, 0);
	if (files[i].fd < 0)
		/* Fit to be watched by epoll, which is not faked */
		files[i].fd = eventfd(0, EFD_CLOEXEC);
	fcntl(files[i].fd, F_SETFL, flags & O_NONBLOCK);
	if (kind == NODE && fake.own_only) {
		files[i].filtered = true;
		files[i].filter = own_processes;
	}
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

/* For whoever only wants to know whether he may: an empty history */
static void *map_nothing(size_t len)
{
	struct proclook_map *map = __real_mmap(NULL, len, PROT_READ | PROT_WRITE,
					       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (map == MAP_FAILED)
		return map;
	*map = (struct proclook_map){
		.version = PROCLOOK_MAP_VERSION,
		.data_offset = 4096,
		.data_size = 4096,
		.newest = PROCLOOK_MAP_EMPTY,
	};
	return map;
}

void *__wrap_mmap(void *addr, size_t len, int prot, int flags, int fd, off_t at)
{
	struct file *file = fake_find_file(fd);

	if (!file || file->kind != NODE)
		return __real_mmap(addr, len, prot, flags, fd, at);
	errno = fake_is_dead(file) ? ENODEV :
		fake.own_only ? EACCES : fake.map_error;
	if (errno)
		return MAP_FAILED;
	return fake.map_fd ? __real_mmap(addr, len, prot, flags, fake.map_fd, at) :
			     map_nothing(len);
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
