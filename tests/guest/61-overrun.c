// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * SNAPSHOT of a record that is overwritten while it is copied
 *
 * The copy is stopped in its middle, with certainty: the second half of the buffer is
 * memory that userfaultfd(2) hands over only when the suite says so.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

#define PAGE		4096
#define FIRST_HALF	1000	/* bytes of the buffer before the stop */
#define PAGES		3
/* More than the test module's ring has room for */
#define WHOLE_RING	100

/**
 * struct reader - a thread that gets stuck in SNAPSHOT
 * @node: its watcher
 * @memory: a page that is there, then some that are not
 * @uffd: where the missing ones are asked for
 */
struct reader {
	pthread_t thread;
	int node;
	char *memory;
	int uffd;
	struct proclook_snapshot arg;
	int error;
};

static const char *name = "test";

static void *reader_main(void *arg)
{
	struct reader *reader = arg;

	reader->error = ioctl(reader->node, PROCLOOK_IOC_SNAPSHOT, &reader->arg) ?
			errno : 0;

	return NULL;
}

static void reader_open(struct reader *reader)
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

/* Returns when the thread is stuck in the middle of the copy */
static void reader_start(struct reader *reader)
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

static void reader_finish(struct reader *reader)
{
	struct uffdio_zeropage zeros = {
		.range = { (uintptr_t)reader->memory + PAGE, PAGES * PAGE },
	};

	must(!ioctl(reader->uffd, UFFDIO_ZEROPAGE, &zeros));
	must(!pthread_join(reader->thread, NULL));
}

static void reader_close(struct reader *reader)
{
	close(reader->node);
	close(reader->uffd);
	munmap(reader->memory, (PAGES + 1) * PAGE);
}

/* A record of 3000 bytes of arguments: a ring of 32 KiB holds ten, and not eleven */
static void test_overwritten(void)
{
	__u64 before = attribute(name, "overwritten");
	__u64 kept;

	signal_bytes(name, 1, 3000);
	is_number(attribute(name, "overwritten"), before,
		  "what has room overwrites nothing");
	signal_bytes(name, WHOLE_RING, 3000);
	kept = attribute(name, "signal") - attribute(name, "overwritten");
	ok(kept == 9 || kept == 10, "what is not kept counts as overwritten");
	diag("%llu kept", kept);
}

/* Is it the one record of the test module that has this number? */
static bool is_whole(const struct proclook_record *record, __u32 size)
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
		if (args[i] != 'x')
			return false;

	return !args[i];
}

static const struct proclook_record *reader_record(const struct reader *reader)
{
	return (void *)(uintptr_t)reader->arg.buf;
}

static void test_overtaken(void)
{
	struct reader reader;
	__u64 newest;

	reader_open(&reader);
	signal_bytes(name, 5, 4000);
	newest = attribute(name, "signal");
	reader_start(&reader);
	signal_bytes(name, WHOLE_RING, 3000);
	is_number(attribute(name, "signal"), newest + WHOLE_RING,
		  "a reader that is stuck stops no signaller");
	reader_finish(&reader);
	is_number(reader.error, 0, "overtaken by the whole ring: SNAPSHOT works");
	ok(is_whole(reader_record(&reader), reader.arg.record_size),
	   "overtaken by the whole ring: the record is whole");
	is_number(reader_record(&reader)->seq, newest + WHOLE_RING,
		  "overtaken by the whole ring: it is the newest");
	is_number(reader_record(&reader)->args_len, 3000,
		  "overtaken by the whole ring: its arguments are its own");
	is_number(reader.arg.missed, 5 + WHOLE_RING - 1,
		  "overtaken by the whole ring: the others were missed");
	is_number(poll_now(reader.node, POLLPRI), 0,
		  "overtaken by the whole ring: there is nothing newer");
	reader_close(&reader);
}

/* A few records later the old one is still there, and may be given out */
static void test_not_overtaken(void)
{
	struct snap snap;
	struct reader reader;

	reader_open(&reader);
	signal_bytes(name, 3, 4000);
	reader_start(&reader);
	signal_bytes(name, 2, 3000);
	reader_finish(&reader);
	is_number(reader.error, 0, "followed by two more: SNAPSHOT works");
	ok(is_whole(reader_record(&reader), reader.arg.record_size),
	   "followed by two more: the record is whole");
	must(!snapshot(reader.node, &snap));
	is_number(reader.arg.missed + 1 + snap.arg.missed + !snap_seen(&snap), 5,
		  "followed by two more: all five are accounted for");
	reader_close(&reader);
}

/* What comes instead may be larger than what the copy began with */
static void test_grown(void)
{
	struct reader reader;
	__u64 newest;

	reader_open(&reader);
	signal_bytes(name, 1, 2000);
	newest = attribute(name, "signal");
	reader_start(&reader);
	signal_bytes(name, WHOLE_RING, 4096);
	reader_finish(&reader);
	is_number(reader.error, 0, "overtaken by larger ones: SNAPSHOT works");
	is_number(reader_record(&reader)->seq, newest + WHOLE_RING,
		  "overtaken by larger ones: it is the newest");
	ok(is_whole(reader_record(&reader), reader.arg.record_size),
	   "overtaken by larger ones: the record is whole");
	reader_close(&reader);
}

static void nothing(int signal)
{
	(void)signal;
}

/* Shares the open file with the reader that is stuck */
static pid_t start_second(int node)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid) {
		const struct sigaction action = { .sa_handler = nothing };
		struct snap snap;

		must(!sigaction(SIGUSR1, &action, NULL));
		_exit(snapshot(node, &snap));
	}

	return pid;
}

static bool is_in_ioctl(void *pid)
{
	char path[64], line[256];

	snprintf(path, sizeof(path), "/proc/%d/syscall", *(pid_t *)pid);

	return read_line(path, line, sizeof(line)) && atoi(line) == SYS_ioctl;
}

/* Threads that share an open file take turns, and are not stuck with the first one */
static void test_shared(void)
{
	struct reader reader;
	int status;
	pid_t pid;

	reader_open(&reader);
	signal_bytes(name, 3, 4000);
	reader_start(&reader);
	is_number(poll_now(reader.node, POLLPRI), POLLPRI,
		  "a shared file: poll() waits for nobody");
	pid = start_second(reader.node);
	ok(eventually(is_in_ioctl, &pid), "a shared file: the second one waits");
	must(!kill(pid, SIGUSR1) && waitpid(pid, &status, 0) == pid);
	is_number(WEXITSTATUS(status), EINTR, "a shared file: a signal ends that");
	pid = start_second(reader.node);
	must(eventually(is_in_ioctl, &pid));
	reader_finish(&reader);
	must(waitpid(pid, &status, 0) == pid);
	is_number(status, 0, "a shared file: so does its turn");
	ok(!reader.error && reader.arg.missed == 2 && !reader.arg.state,
	   "a shared file: the first one got what there was");
	reader_close(&reader);
}

static bool node_is_gone(void *arg)
{
	(void)arg;

	return node_open(name) < 0 && errno == ENOENT;
}

static void test_destroyed(void)
{
	struct reader reader;
	struct snap snap;

	must(!command("create passing"));
	name = "passing";
	must(eventually(node_is_ready, "passing"));
	reader_open(&reader);
	signal_bytes(name, 5, 4000);
	reader_start(&reader);
	is_number(command("destroy passing"), 0,
		  "destroyed during a copy: nobody waits for the reader");
	ok(eventually(node_is_gone, NULL), "destroyed during a copy: the node is gone");
	reader_finish(&reader);
	ok(reader.error == ENODEV ||
	   (!reader.error && is_whole(reader_record(&reader), reader.arg.record_size)),
	   "destroyed during a copy: the record is whole, or there is none");
	is_number(snapshot(reader.node, &snap), ENODEV,
		  "destroyed during a copy: the next one says ENODEV");
	reader_close(&reader);
	name = "test";
}

static void signal_storm(void)
{
	int i;

	for (i = 0; i < 400; i++) {
		signal_bytes(name, 20, i * 37 % 4097);
		signal_bytes(name, 20, i * 101 % 4097);
	}
	_exit(0);
}

/* Without a stop: what is torn in nature */
static void test_storm(void)
{
	__u64 before = attribute(name, "signal");
	__u64 delivered = 0, missed = 0, torn = 0;
	int node = node_open(name);
	struct snap snap;
	pid_t pid = fork();
	int status;

	must(node >= 0 && pid >= 0);
	if (!pid)
		signal_storm();
	do {
		must(!snapshot(node, &snap));
		delivered += !snap_seen(&snap);
		missed += snap.arg.missed;
		torn += !is_whole(&snap.record, snap.arg.record_size);
	} while (snap.record.seq < before + 400 * 40);
	must(waitpid(pid, &status, 0) == pid && !status);
	is_number(torn, 0, "a storm of large records: none is torn");
	is_number(delivered + missed, 400 * 40,
		  "a storm of large records: delivered and missed are all");
	ok(delivered > 1 && missed, "a storm of large records: there were both");
	diag("%llu delivered, %llu missed", delivered, missed);
	close(node);
}

int main(void)
{
	suite_begin("overrun", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_overwritten();
	test_overtaken();
	test_not_overtaken();
	test_grown();
	test_shared();
	test_destroyed();
	test_storm();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
