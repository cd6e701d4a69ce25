// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "reader.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PAGE		4096
#define FIRST_HALF	1000	/* bytes of the buffer before the stop */
#define PAGES		3

void reader_open(struct reader *reader, const char *name)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };

	reader->node = node_open(name);
	reader->uffd = syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
	reader->memory = mmap(NULL, (PAGES + 1) * PAGE, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	must(reader->node >= 0 && reader->uffd >= 0 && reader->memory != MAP_FAILED);
	memset(reader->memory, POISON, PAGE);
	range.range.start = (uintptr_t)reader->memory + PAGE;
	range.range.len = PAGES * PAGE;
	must(!ioctl(reader->uffd, UFFDIO_API, &api));
	must(!ioctl(reader->uffd, UFFDIO_REGISTER, &range));
}

static void *reader_main(void *arg)
{
	struct reader *reader = arg;

	reader->error = ioctl(reader->node, PROCLOOK_IOC_SNAPSHOT, &reader->arg) ?
			errno : 0;

	return NULL;
}

void reader_start(struct reader *reader)
{
	struct uffd_msg message;

	reader->arg = (struct proclook_snapshot){
		.buf = (uintptr_t)reader->memory + PAGE - FIRST_HALF,
		.buf_size = PROCLOOK_RECORD_MAX,
	};
	errno = pthread_create(&reader->thread, NULL, reader_main, reader);
	must(!errno);
	must(poll_for(reader->uffd, POLLIN, PATIENCE_MS) == POLLIN);
	must(read(reader->uffd, &message, sizeof(message)) == sizeof(message));
	must(message.event == UFFD_EVENT_PAGEFAULT);
}

void reader_finish(struct reader *reader)
{
	struct uffdio_zeropage zeros = {
		.range = { (uintptr_t)reader->memory + PAGE, PAGES * PAGE },
	};

	must(!ioctl(reader->uffd, UFFDIO_ZEROPAGE, &zeros));
	must(!pthread_join(reader->thread, NULL));
}

void reader_close(struct reader *reader)
{
	close(reader->node);
	close(reader->uffd);
	munmap(reader->memory, (PAGES + 1) * PAGE);
}

const struct proclook_record *reader_record(const struct reader *reader)
{
	return (void *)(uintptr_t)reader->arg.buf;
}

bool is_whole(const struct proclook_record *record, __u32 size)
{
	const char *args = record_args(record);
	char path[32];
	__u32 i;

	snprintf(path, sizeof(path), "/test/%llu", record->seq);
	if (record->size != size || record->pid != (int)record->seq ||
	    record->start_ns != record->seq || record->path_len != strlen(path) ||
	    strcmp(record_path(record), path) || record->args_total != record->args_len ||
	    record->size < sizeof(*record) + record->path_len + record->args_len + 2)
		return false;
	for (i = 0; i < record->args_len; i++)
		if (args[i] != 'a' + (int)(record->seq % 26))
			return false;

	return !args[i];
}

bool reader_is_whole(const struct reader *reader)
{
	return is_whole(reader_record(reader), reader->arg.record_size);
}
