// SPDX-License-Identifier: GPL-2.0-or-later
/* The node's ioctls */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>

#include "fake_history.h"
#include "real.h"

static void *address(uint64_t number)
{
	return (void *)(uintptr_t)number;
}

/* As the module does it: an error has no effect, but for record_size */
static int snapshot(struct file *file, struct proclook_snapshot *arg)
{
	uint64_t newest = file->filtered ? fake_last_match(file) : fake.seq;
	const char *record = file->filtered ? (void *)fake_kept(newest) : fake.record;
	size_t size = file->filtered && newest ? fake_kept(newest)->size : fake.size;
	bool overwritten = file->filtered && newest < fake_oldest();

	if (arg->flags || arg->reserved[0] || arg->reserved[1])
		return -EINVAL;
	if (!fake.size || !newest)
		return -ENODATA;
	arg->state = file->filtered ? PROCLOOK_SNAPSHOT_FILTERED : 0;
	arg->record_size = overwritten ? 0 : size;
	if (arg->buf_size < arg->record_size)
		return -EMSGSIZE;
	if (!overwritten)
		memcpy(address(arg->buf), record, size);
	arg->generation = fake.generation;
	arg->state |= newest <= file->seen ? PROCLOOK_SNAPSHOT_SEEN : 0;
	arg->missed = fake_count(file, file->seen, overwritten ? newest : newest - 1);
	file->seen = newest;
	return overwritten ? -EOVERFLOW : 0;
}

static int filter(struct file *file, const struct proclook_filter *arg)
{
	size_t len = strnlen(arg->comm, sizeof(arg->comm));

	if (!arg->types || arg->flags & ~(PROCLOOK_FILTER_UID | PROCLOOK_FILTER_COMM) ||
	    len == sizeof(arg->comm) || !len != !(arg->flags & PROCLOOK_FILTER_COMM) ||
	    arg->reserved[0] || arg->reserved[1])
		return -EINVAL;
	if (file->polled && !file->filtered)
		return -EBUSY;
	file->filtered = true;
	file->filter = *arg;
	file->seen = fake.seq;
	file->read = fake.seq;
	return 0;
}

/* The next process from a pid on; NULL behind the last one */
static const struct sample *next_process(uint32_t pid)
{
	size_t i;

	for (i = 0; i < fake.process_count; i++)
		if (fake.processes[i].pid >= (int)pid)
			return &fake.processes[i];
	return NULL;
}

static int list(struct proclook_list *arg)
{
	static char bytes[FAKE_RECORD_MAX] __attribute__((aligned(8)));
	const struct sample *process;
	size_t records = 0;

	if (arg->flags || arg->reserved[0] || arg->reserved[1])
		return -EINVAL;
	if (!arg->next_pid) {
		arg->next_pid = 1;
		arg->seq = fake.seq;
	}
	arg->generation = fake.generation;
	arg->used = 0;
	arg->state = 0;
	arg->record_size = 0;
	while ((process = next_process(arg->next_pid)) && records++ < fake.list_records) {
		size_t size = fake_make(process, arg->seq, bytes);

		if (size > arg->buf_size - arg->used) {
			arg->record_size = arg->used ? 0 : size;
			return arg->used ? 0 : -EMSGSIZE;
		}
		memcpy(address(arg->buf + arg->used), bytes, size);
		arg->used += size;
		arg->next_pid = process->pid + 1;
	}
	arg->state = process ? 0 : PROCLOOK_LIST_END;
	return 0;
}

static int answer(struct file *file, unsigned long request, void *arg)
{
	int ret = fake.ioctl_error;

	fake.ioctl_error = 0;
	if (fake_is_dead(file))
		return -ENODEV;
	if (ret)
		return -ret;
	switch (request) {
	case PROCLOOK_IOC_SNAPSHOT:
		return snapshot(file, arg);
	case PROCLOOK_IOC_FILTER:
		return filter(file, arg);
	case PROCLOOK_IOC_LIST:
		ret = list(arg);
		if (!ret && fake.spoil_list)
			fake.spoil_list(arg);
		return ret;
	default:
		return -ENOTTY;
	}
}

static char letter(unsigned long request)
{
	return request == PROCLOOK_IOC_FILTER ? 'F' :
	       request == PROCLOOK_IOC_LIST ? 'L' : 'f';
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
	fake_step(letter(request));
	errno = file->kind != NODE ? ENOTTY : -answer(file, request, arg);
	return errno ? -1 : 0;
}
