// SPDX-License-Identifier: GPL-2.0-or-later
/* proclook's ways */
#define _GNU_SOURCE
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "../../guest/mapped.h"
#include "heard.h"

static union {
	struct proclook_record record;
	char bytes[65536];
} buf;

static int fd, signal_fd;
static struct mapped mapped;

static int64_t age_of_record(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);

	return now.tv_sec * (int64_t)NS_PER_SEC + now.tv_nsec - (int64_t)buf.record.time_ns;
}

static void open_node(void)
{
	fd = open_watcher("process");
}

static void open_without_waiting(void)
{
	open_node();
	must(!fcntl(fd, F_SETFL, O_NONBLOCK));
}

static int count_records(ssize_t bytes)
{
	const struct proclook_record *record;
	ssize_t at;
	int count = 0;

	for (at = 0; at < bytes; at += record->size) {
		record = (const void *)(buf.bytes + at);
		count += record->type == PROCLOOK_FORK || record->type == PROCLOOK_EXIT;
	}

	return count;
}

static int take_read(void)
{
	ssize_t got = read(fd, &buf, sizeof(buf));

	must(got > 0);

	return count_records(got);
}

static int drain_read(void)
{
	int count = 0;
	ssize_t got;

	while ((got = read(fd, &buf, sizeof(buf))) > 0)
		count += count_records(got);
	must(errno == EAGAIN);

	return count;
}

/* What lies between two snapshots happened too */
static int take_snapshot(void)
{
	struct proclook_snapshot arg = {
		.buf = (uintptr_t)&buf,
		.buf_size = sizeof(buf),
	};

	must(!ioctl(fd, PROCLOOK_IOC_SNAPSHOT, &arg));

	return !(arg.state & PROCLOOK_SNAPSHOT_SEEN) + arg.missed;
}

static int take_node(void)
{
	must(poll_for(fd, POLLPRI, -1) & POLLPRI);

	return take_snapshot();
}

static void open_attribute(void)
{
	open_node();
	signal_fd = open_armed("process");
}

static int take_attribute(void)
{
	char text[32];

	must(poll_for(signal_fd, POLLPRI, -1) & POLLPRI);
	must(pread(signal_fd, text, sizeof(text), 0) > 0);

	return take_snapshot();
}

static void open_mapping(void)
{
	open_node();
	mapped_open(&mapped, fd);
}

/*
 * Looks at the records where they lie, as far as the head was, and asks behind each whether
 * it was still there: what lies there was written by somebody else, who goes on writing
 */
static int drain_mapping(void)
{
	__u64 head = mapped_load(&mapped.map->head);
	int count = 0;

	while (mapped.pos < head) {
		const struct proclook_record *record =
			(const void *)(mapped.data + (mapped.pos & (mapped.data_size - 1)));
		__u16 type = __atomic_load_n(&record->type, __ATOMIC_RELAXED);
		__u32 size = __atomic_load_n(&record->size, __ATOMIC_RELAXED);

		__atomic_thread_fence(__ATOMIC_ACQUIRE);
		must(mapped_load(&mapped.map->tail) <= mapped.pos);
		count += type == PROCLOOK_FORK || type == PROCLOOK_EXIT;
		mapped.pos += size;
	}

	return count;
}

static void open_execs(void)
{
	const struct proclook_filter execs = { .types = 1ULL << PROCLOOK_EXEC };

	open_node();
	must(!ioctl(fd, PROCLOOK_IOC_FILTER, &execs));
}

static int take_execs(void)
{
	ssize_t got = read(fd, &buf, sizeof(buf)), at;
	const struct proclook_record *record;
	int count = 0;

	must(got > 0);
	for (at = 0; at < got; at += record->size) {
		record = (const void *)(buf.bytes + at);
		heard_keep(record_path(record), record_args(record), record->args_len);
		count++;
	}

	return count;
}

const struct way way_read_exec = {
	"read", open_execs, take_execs, NULL, NULL, false
};

const struct way way_read = {
	"read", open_node, take_read, NULL, age_of_record, false
};

const struct way way_read_batch = {
	"read", open_without_waiting, NULL, drain_read, NULL, false
};

const struct way way_node = {
	"node", open_node, take_node, NULL, age_of_record, false
};

const struct way way_attribute = {
	"attribute", open_attribute, take_attribute, NULL, age_of_record, false
};

const struct way way_map = {
	"map", open_mapping, NULL, drain_mapping, NULL, true
};
