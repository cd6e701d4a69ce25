// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "fake.h"
#include "real.h"

struct fake fake;

enum kind {
	FREE,
	NODE,
	ATTRIBUTE,
};

/**
 * struct file - one open file
 * @life: the device's life in which it was opened
 */
static struct file {
	enum kind kind;
	int fd;
	int life;
	uint64_t seen;
	uint64_t acknowledged;
} files[16];

static int life;

void fake_reset(void)
{
	memset(&fake, 0, sizeof(fake));
	memset(files, 0, sizeof(files));
	life = 1;
	fake.present = true;
	fake.initialized = true;
	fake.generation = 0xfeedfacecafebeef;
	fake.monotonic_ns = 1000000000;
	fake.boottime_ns = 2000000000;
	/* 2001-09-09T01:46:42Z when the machine is up for two seconds */
	fake.realtime_ns = 1000000002000000000;
}

const char *fake_path(const char *path, char *room, size_t size)
{
	static const char *const moved[] = { "/sys/", "/lib/", "/dev/proclook/", "/run/" };
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

static void step(char letter)
{
	size_t len = strlen(fake.steps);

	if (fake.before)
		fake.before(letter);
	if (len + 1 < sizeof(fake.steps))
		fake.steps[len] = letter;
}

static struct file *find_file(int fd)
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
		.life = life,
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
	step(kind == NODE ? 'N' : 'A');
	errno = !fake.present ? ENOENT :
		kind == NODE ? fake.node_error : fake.attribute_error;
	return errno ? -1 : open_file(kind, path, flags);
}

int __wrap_close(int fd)
{
	struct file *file = find_file(fd);

	if (file) {
		step('c');
		file->kind = FREE;
		fake.open_files--;
	}
	return __real_close(fd);
}

int __wrap_fstat(int fd, struct stat *st)
{
	struct file *file = find_file(fd);

	if (!file)
		return __real_fstat(fd, st);
	memset(st, 0, sizeof(*st));
	st->st_mode = S_IFCHR | 0400;
	st->st_rdev = makedev(240, fake.wrong_rdev ? 9 : 1);
	return 0;
}

ssize_t __wrap_pread(int fd, void *buf, size_t len, off_t at)
{
	struct file *file = find_file(fd);
	char number[24];

	if (!file || file->kind != ATTRIBUTE)
		return __real_pread(fd, buf, len, at);
	step('a');
	errno = file->life != life || !fake.present ? ENODEV : fake.pread_error;
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
	if (file->life != life || !fake.present)
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
	struct file *file = find_file(fd);
	va_list ap;
	void *arg;

	va_start(ap, request);
	arg = va_arg(ap, void *);
	va_end(ap);
	if (!file)
		return __real_ioctl(fd, request, arg);
	step('f');
	errno = file->kind != NODE || request != PROCLOOK_IOC_SNAPSHOT ?
		ENOTTY : -snapshot(file, arg);
	return errno ? -1 : 0;
}

static short ready_events(const struct file *file)
{
	bool dead = file->life != life || !fake.present;

	if (file->kind == NODE)
		return dead ? POLLHUP | POLLERR :
		       fake.seq > file->seen ? POLLPRI : 0;
	/* A sysfs file can always be read and written */
	return POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM |
	       (dead || file->acknowledged != fake.notified ? POLLPRI | POLLERR : 0);
}

static int look(struct pollfd *fds, nfds_t count)
{
	static const struct timespec now;
	int ready = 0;
	nfds_t i;

	for (i = 0; i < count; i++) {
		struct file *file = find_file(fds[i].fd);

		if (file)
			fds[i].revents = ready_events(file) &
					 (fds[i].events | POLLERR | POLLHUP);
		else if (__real_ppoll(&fds[i], 1, &now, NULL) < 0)
			return -1;
		ready += !!fds[i].revents;
	}
	return ready;
}

/* A test may sleep until the end of time */
static void pass(uint64_t ns)
{
	fake.monotonic_ns = (uint64_t)fake.monotonic_ns + ns;
	fake.boottime_ns = (uint64_t)fake.boottime_ns + ns;
	fake.realtime_ns = (uint64_t)fake.realtime_ns + ns;
}

int __wrap_ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
		 const sigset_t *mask)
{
	int64_t ns = timeout ? timeout->tv_sec * 1000000000 + timeout->tv_nsec : -1;

	(void)mask;
	step('p');
	for (;;) {
		int ready = look(fds, count);

		if (ready || !ns)
			return ready;
		fake.sleeps++;
		errno = 0;
		if (fake.asleep && fake.asleep()) {
			if (errno)
				return -1;
			continue;
		}
		if (ns < 0) {
			fprintf(stderr, "fake: it would sleep for ever\n");
			_exit(70);
		}
		pass(ns);
		return 0;
	}
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
	int64_t ns = clock == CLOCK_MONOTONIC ? fake.monotonic_ns :
		     clock == CLOCK_BOOTTIME ? fake.boottime_ns :
		     clock == CLOCK_REALTIME ? fake.realtime_ns : -1;

	if (ns < 0)
		abort();
	now->tv_sec = ns / 1000000000;
	now->tv_nsec = ns % 1000000000;
	return 0;
}

struct proclook_record *fake_record(void)
{
	return (void *)fake.record;
}

void fake_publish(void)
{
	fake.seq++;
	if (fake.size >= sizeof(struct proclook_record))
		fake_record()->seq = fake.seq;
	if (fake.armed) {
		fake.armed = false;
		fake.notified++;
	}
}

void fake_uevent(void)
{
	uint64_t one = 1;

	if (fake.monitor_fd && write(fake.monitor_fd, &one, sizeof(one)) < 0)
		abort();
}

void fake_gone(void)
{
	fake.present = false;
	fake_uevent();
	fake.notified++;
}

void fake_back(void)
{
	life++;
	fake.present = true;
	fake_uevent();
	fake.generation++;
	fake.seq = 0;
	fake.size = 0;
	fake.armed = false;
}

const struct sample sample_exec = {
	.type = PROCLOOK_EXEC, .pid = 42, .tid = 43, .ppid = 7, .uid = 1000, .gid = 100,
	.time_ns = 1500000000, .start_ns = 1250000000, .parent_start_ns = 1000000001,
	.comm = "ls", .path = "/usr/bin/ls", .path_len = 11,
	.args = "ls\0-l\0my file\0", .args_len = 14, .args_total = 14,
};

const struct sample sample_exit = {
	.type = PROCLOOK_EXIT, .pid = 42, .tid = 42, .ppid = 7, .uid = 1000, .gid = 100,
	.time_ns = 1500000000, .start_ns = 1250000000, .parent_start_ns = 1000000001,
	.comm = "ls", .status = 3 << 8,
};

const struct sample sample_fork = {
	.type = PROCLOOK_FORK, .pid = 42, .tid = 42, .ppid = 7, .uid = 1000, .gid = 100,
	.time_ns = 1500000000, .start_ns = 1250000000, .parent_start_ns = 1000000001,
	.comm = "sh",
};

void fake_fill(const struct sample *sample)
{
	struct proclook_record *record = fake_record();
	char *strings;

	memset(fake.record, 0, sizeof(fake.record));
	record->type = sample->type;
	record->flags = sample->flags;
	record->exit_status = sample->status;
	record->time_ns = sample->time_ns;
	record->start_ns = sample->start_ns;
	record->parent_start_ns = sample->parent_start_ns;
	record->pid = sample->pid;
	record->tid = sample->tid;
	record->ppid = sample->ppid;
	record->uid = sample->uid;
	record->gid = sample->gid;
	record->path_len = sample->path_len;
	record->args_len = sample->args_len;
	record->args_total = sample->args_total;
	strncpy(record->comm, sample->comm, sizeof(record->comm) - 1);
	record->header_size = sizeof(*record) + sample->extra_header;
	strings = fake.record + record->header_size;
	memset(fake.record + sizeof(*record), 0xa5, sample->extra_header);
	if (sample->path_len)
		memcpy(strings, sample->path, sample->path_len);
	if (sample->args_len)
		memcpy(strings + sample->path_len + 1, sample->args,
		       sample->args_len);
	fake.size = (record->header_size + sample->path_len + 1 +
		     sample->args_len + 1 + 7) & ~7UL;
	record->size = fake.size;
	record->seq = fake.seq;
}

void fake_event(const struct sample *sample)
{
	fake_fill(sample);
	fake_publish();
}
