// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * read(): one record after the other, as many as fit; waiting for one
 *
 * All with the test module's event, which nobody else signals.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "reader.h"

#define BYTES	100	/* of arguments */

static struct batch batch, again;

static void unblock(int fd)
{
	must(!fcntl(fd, F_SETFL, O_NONBLOCK));
}

/* Each time as large as the last time, as long as the number has as many digits */
static size_t record_size(void)
{
	int fd = open_watcher("test");

	signal_bytes("test", 1, BYTES);
	errno = batch_read(fd, &batch, BATCH_SIZE);
	must(!errno);
	close(fd);

	return batch.len;
}

static void test_fits(void)
{
	size_t size = record_size();
	int fd = open_watcher("test");
	size_t room;

	for (room = size; room < 5 * size; room += size / 2 + 4) {
		__u64 seq = attribute("test", "signal");

		signal_bytes("test", room / size, BYTES);
		errno = batch_read(fd, &batch, room);
		is(batch.len, room / size * size, "%zu bytes of room: what fits, and no less",
		   room);
		ok(batch_is_clean(&batch), "%zu bytes of room: and no byte more", room);
		is(batch_next(&batch)->seq, seq + 1, "%zu bytes of room: in order", room);
	}
	is(poll_for(fd, POLLIN, ASLEEP_MS), 0, "when all are read, POLLIN sleeps");
	close(fd);
}

/* The next one still comes whole, whatever was tried before */
static void test_too_small(void)
{
	size_t size = record_size();
	const size_t sizes[] = { 0, 1, sizeof(struct proclook_record), size - 1 };
	__u64 next = attribute("test", "signal") + 1;
	int fd = open_watcher("test");
	size_t i;

	signal_bytes("test", 2, BYTES);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		is(batch_read(fd, &batch, sizes[i]), EINVAL,
		   "a buffer of %zu bytes is too small: EINVAL", sizes[i]);
		ok(batch_is_clean(&batch), "%zu: not a byte of it was touched", sizes[i]);
	}
	is(poll_now(fd, POLLIN), POLLIN, "too small: poll() still says that there is something");
	is(batch_read(fd, &batch, 2 * size - 1), 0, "one and not quite two: read() works");
	is(batch.len, size, "one and not quite two: gives one");
	is(batch_next(&batch)->seq, next, "one and not quite two: the first");
	is(batch_read(fd, &batch, size), 0, "then the second");
	is(batch_next(&batch)->seq, next + 1, "nothing was consumed before");
	close(fd);
}

static void test_bad_buffer(void)
{
	const size_t page = sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t size = record_size();
	__u64 next = attribute("test", "signal") + 1;
	int fd = open_watcher("test");

	must(pages != MAP_FAILED && !mprotect(pages + page, page, PROT_NONE));
	signal_bytes("test", 2, BYTES);
	ok(read(fd, pages + page, BATCH_SIZE) < 0 && errno == EFAULT,
	   "buffer not mapped: EFAULT");
	ok(read(fd, pages + page - size / 2, BATCH_SIZE) < 0 && errno == EFAULT,
	   "buffer half mapped: EFAULT");
	is(read(fd, pages + page - size - 8, BATCH_SIZE), size,
	   "one record is mapped, the other is not: read() gives one");
	is(((struct proclook_record *)(pages + page - size - 8))->seq, next,
	   "nothing was consumed by EFAULT");
	is(batch_read(fd, &batch, BATCH_SIZE), 0, "then the other");
	is(batch_next(&batch)->seq, next + 1, "which was not consumed either");
	munmap(pages, 2 * page);
	close(fd);
}

static void test_vector(void)
{
	size_t size = record_size();
	struct iovec parts[] = { { batch.raw, size + 8 }, { again.raw, 2 * size } };
	int fd = open_watcher("test");
	__u64 next = attribute("test", "signal") + 1;

	signal_bytes("test", 3, BYTES);
	memset(batch.raw, POISON, sizeof(batch.raw));
	is(readv(fd, parts, 1), size, "readv: whole records");
	is(((struct proclook_record *)batch.raw)->seq, next, "readv: from the first");
	is(readv(fd, parts + 1, 1), 2 * size, "readv: as many as fit");
	close(fd);
}

/* What small buffers give is what large ones give, and each watcher gets it all */
static void test_batches(void)
{
	static unsigned char all[1 << 15];
	int one = open_watcher("test");
	int many = open_watcher("test");
	const struct proclook_record *record;
	size_t len = 0;
	int i, count = 0, wrong = 0;

	for (i = 0; i < 40; i++)
		signal_bytes("test", 1, i * 37 % 1000);
	is(poll_now(many, POLLIN), POLLIN, "O3: after forty events one poll() says so");
	must(!batch_read(many, &batch, BATCH_SIZE));
	while ((record = batch_next(&batch))) {
		wrong += !is_whole(record, record->size);
		count++;
	}
	is(count, 40, "O3: and one read() gives all forty");
	is(wrong, 0, "O3: each of them whole");
	while (poll_now(one, POLLIN)) {
		must(!batch_read(one, &again, ((struct proclook_record *)
						(batch.raw + len))->size));
		memcpy(all + len, again.raw, again.len);
		len += again.len;
	}
	ok((ssize_t)len == batch.len && !memcmp(all, batch.raw, len),
	   "one by one another watcher gets the same, in every byte");
	close(one);
	close(many);
}

static void test_not_blocking(void)
{
	int fd = open_watcher("test");

	unblock(fd);
	is(batch_read(fd, &batch, BATCH_SIZE), EAGAIN, "not blocking, nothing there: EAGAIN");
	ok(batch_is_clean(&batch), "not blocking, nothing there: no byte was touched");
	is(batch_read(fd, &batch, 0), EAGAIN, "not blocking, nothing there, no buffer: EAGAIN");
	signal_test(1);
	is(batch_read(fd, &batch, BATCH_SIZE), 0, "not blocking, something there: read() works");
	is(batch_read(fd, &batch, BATCH_SIZE), EAGAIN, "not blocking, all read: EAGAIN");
	close(fd);
}

static int *signals;	/* in memory that children share */

static void count_signal(int signal)
{
	(void)signal;
	__atomic_fetch_add(signals, 1, __ATOMIC_RELAXED);
}

/* A process that reads once from the suite's open file; its status says what it got */
static pid_t start_reading(int fd, int flags)
{
	const struct sigaction action = { .sa_handler = count_signal, .sa_flags = flags };
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid) {
		must(!sigaction(SIGUSR1, &action, NULL));
		if (batch_read(fd, &batch, BATCH_SIZE))
			_exit(batch.error);
		_exit(batch_is_clean(&batch) && is_whole(batch_next(&batch), batch.len) ?
		      200 : 201);
	}

	return pid;
}

static bool is_reading(void *pid)
{
	return sleeps_in(*(pid_t *)pid, SYS_read);
}

static bool has_counted(void *arg)
{
	(void)arg;

	return __atomic_load_n(signals, __ATOMIC_RELAXED);
}

static int finish_reading(pid_t pid)
{
	int status;

	if (!eventually(child_has_ended, &status)) {
		kill(pid, SIGKILL);
		return -1;
	}

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_blocking(void)
{
	int fd = open_watcher("test");
	pid_t pid = start_reading(fd, 0);

	ok(eventually(is_reading, &pid), "O2: read() sleeps in the kernel until there is an event");
	signal_bytes("test", 1, BYTES);
	is(finish_reading(pid), 200, "O2: then it gives it whole, with path and arguments");
	is(poll_for(fd, POLLIN, ASLEEP_MS), 0, "O2: and once");
	close(fd);
}

static void test_interrupted(void)
{
	int fd = open_watcher("test");
	pid_t pid = start_reading(fd, 0);

	must(eventually(is_reading, &pid));
	must(!kill(pid, SIGUSR1));
	is(finish_reading(pid), EINTR, "a signal ends a read() that waits: EINTR");

	*signals = 0;
	pid = start_reading(fd, SA_RESTART);
	must(eventually(is_reading, &pid));
	must(!kill(pid, SIGUSR1));
	ok(eventually(has_counted, NULL) && eventually(is_reading, &pid),
	   "with SA_RESTART it waits on");
	signal_bytes("test", 1, BYTES);
	is(finish_reading(pid), 200, "with SA_RESTART it gives what comes then");

	pid = start_reading(fd, 0);
	must(eventually(is_reading, &pid));
	must(!kill(pid, SIGKILL));
	is(finish_reading(pid), -1, "who waits in read() can be killed");
	close(fd);
}

static void test_destroyed(void)
{
	int fd;
	pid_t pid;

	must(!command("create passing"));
	must(eventually(node_is_ready, (void *)"passing"));
	fd = open_watcher("passing");
	pid = start_reading(fd, 0);
	must(eventually(is_reading, &pid));
	is(command("destroy passing"), 0, "destroying it waits for nobody who reads");
	is(finish_reading(pid), ENODEV, "who waits in read() is woken: ENODEV");
	close(fd);
}

/* Two descriptors of one open file are one reader; two open files are two */
static void test_shared(void)
{
	int fd = open_watcher("test");
	int copy = dup(fd);

	must(copy >= 0);
	signal_test(5);
	is(read_rest(copy), 5, "dup: one reads them");
	is(poll_now(fd, POLLIN), 0, "dup: for both");
	close(copy);
	close(fd);
}

int main(void)
{
	suite_begin("read", 180);
	signals = mmap(NULL, sizeof(*signals), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(signals != MAP_FAILED);
	load("proclook", NULL);
	load("proclook_test", NULL);

	/* From here on all numbers have as many digits */
	signal_test(100);
	test_fits();
	test_too_small();
	test_bad_buffer();
	test_vector();
	test_batches();
	test_not_blocking();
	test_blocking();
	test_interrupted();
	test_destroyed();
	test_shared();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
