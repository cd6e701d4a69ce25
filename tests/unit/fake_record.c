// SPDX-License-Identifier: GPL-2.0-or-later
/* Records, made of what a test says of them */
#include <string.h>

#include "fake.h"

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

const struct sample sample_thread = {
	.type = PROCLOOK_THREAD_EXIT, .pid = 42, .tid = 44, .ppid = 7, .uid = 1000, .gid = 100,
	.time_ns = 1500000000, .start_ns = 1250000000, .parent_start_ns = 1000000001,
	.thread_start_ns = 1375000000, .comm = "worker", .status = 3 << 8,
};

const struct sample sample_image = {
	.type = PROCLOOK_IMAGE_LOAD, .pid = 42, .tid = 44, .ppid = 7, .uid = 1000, .gid = 100,
	.time_ns = 1500000000, .start_ns = 1250000000, .parent_start_ns = 1000000001,
	.image_start = 0x7f0012340000, .image_size = 0x21000, .comm = "ls",
	.path = "/usr/lib/libc.so.6", .path_len = 18,
};

struct proclook_record *fake_record(void)
{
	return (void *)fake.record;
}

size_t fake_make(const struct sample *sample, uint64_t seq, char *bytes)
{
	struct proclook_record *record = (void *)bytes;
	char *strings;

	memset(bytes, 0, FAKE_RECORD_MAX);
	record->type = sample->type;
	record->flags = sample->flags;
	record->exit_status = sample->status;
	record->time_ns = sample->time_ns;
	record->start_ns = sample->start_ns;
	record->parent_start_ns = sample->parent_start_ns;
	record->thread_start_ns = sample->thread_start_ns;
	record->image_start = sample->image_start;
	record->image_size = sample->image_size;
	record->lost = sample->lost;
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
	strings = bytes + record->header_size;
	memset(bytes + sizeof(*record), 0xa5, sample->extra_header);
	if (sample->path_len)
		memcpy(strings, sample->path, sample->path_len);
	if (sample->args_len)
		memcpy(strings + sample->path_len + 1, sample->args,
		       sample->args_len);
	record->size = (record->header_size + sample->path_len + 1 +
			sample->args_len + 1 + 7) & ~7UL;
	record->seq = seq;
	return record->size;
}

void fake_fill(const struct sample *sample)
{
	fake.size = fake_make(sample, fake.seq, fake.record);
}

void fake_event(const struct sample *sample)
{
	fake_fill(sample);
	fake_publish();
}
