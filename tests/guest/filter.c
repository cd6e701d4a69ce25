// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A watcher with a filter: what it is given, what it counts, and who wakes it
 *
 * Built for 64 and for 32 bits, see 66-filter.sh and 66-filter32.sh.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch.h"

#define EXITS	(1ULL << (PROCLOOK_EXIT))
#define MANY	200	/* more than the smallest ring has room for, with BYTES each */
#define BYTES	1000
#define LARGE	6000	/* short ones, most of what a large ring has room for */

static struct batch batch;
static struct snap snap;

static int filter(int fd, const struct proclook_filter *argument)
{
	return ioctl(fd, PROCLOOK_IOC_FILTER, argument) ? errno : 0;
}

static int open_filtered(const struct proclook_filter *argument)
{
	int fd = open_watcher("test");

	errno = filter(fd, argument);
	must(!errno);

	return fd;
}

static int open_for_exits(void)
{
	return open_filtered(&(struct proclook_filter){ .types = EXITS });
}

static void signal_as(int type, unsigned int uid, const char *comm, int count)
{
	must(!command("as test %d %u %s", type, uid, comm));
	signal_bytes("test", count, BYTES);
}

static void signal_exits(int count)
{
	signal_as(PROCLOOK_EXIT, 0, "test", count);
}

static void signal_others(int count)
{
	signal_as(PROCLOOK_FORK, 0, "test", count);
}

static void test_layout(void)
{
	is(sizeof(struct proclook_filter), 48, "a filter has 48 bytes");
	is(PROCLOOK_IOC_FILTER, 0x4030bc02, "FILTER has its number");
	is(offsetof(struct proclook_filter, comm), 16, "comm is in its place");
}

static int wrong;

static void refuse(int fd, const struct proclook_filter *argument)
{
	wrong += filter(fd, argument) != EINVAL;
}

static void test_bits(int fd)
{
	size_t i;

	wrong = 0;
	for (i = 2; i < 32; i++)
		refuse(fd, &(struct proclook_filter){ .types = 1, .flags = 1U << i });
	is(wrong, 0, "each flag that is not known is EINVAL");
	for (i = 0; i < 128; i++) {
		struct proclook_filter argument = { .types = 1 };

		argument.reserved[i / 64] = 1ULL << i % 64;
		refuse(fd, &argument);
	}
	is(wrong, 0, "each reserved bit that is not 0 is EINVAL");
	for (i = 0; i < 32; i++)
		refuse(fd, &(struct proclook_filter){ .types = 1, .uid = 1U << i });
	is(wrong, 0, "a user without the flag is EINVAL");
	for (i = 0; i < PROCLOOK_COMM_LEN; i++) {
		struct proclook_filter argument = { .types = 1 };

		argument.comm[i] = 'x';
		refuse(fd, &argument);
	}
	is(wrong, 0, "a name without the flag is EINVAL");
}

static void test_invalid(int fd)
{
	static const struct { const char *name; struct proclook_filter filter; } cases[] = {
		{ "no type", { .flags = PROCLOOK_FILTER_UID } },
		{ "no name", { .types = 1, .flags = PROCLOOK_FILTER_COMM } },
		{ "a name without an end",
		  { .types = 1, .flags = PROCLOOK_FILTER_COMM, .comm = "0123456789abcdef" } },
		{ "a name with something behind its end",
		  { .types = 1, .flags = PROCLOOK_FILTER_COMM, .comm = "name\0x" } },
		{ "an empty name with something behind its end",
		  { .types = 1, .flags = PROCLOOK_FILTER_COMM, .comm = "\0x" } },
	};
	const size_t page = sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		is(filter(fd, &cases[i].filter), EINVAL, "%s: EINVAL", cases[i].name);
	must(pages != MAP_FAILED && !munmap(pages + page, page));
	is(filter(fd, NULL), EFAULT, "argument at 0: EFAULT");
	is(filter(fd, (void *)(pages + page - 8)), EFAULT, "argument half mapped: EFAULT");
	munmap(pages, page);
}

static void test_refused(void)
{
	int fd = open_watcher("test");

	signal_others(3);
	test_bits(fd);
	test_invalid(fd);
	is(read_rest(fd), 3, "what is refused filters nothing");
	must(!snapshot(fd, &snap));
	is(snap.arg.missed, 2, "and nothing was seen");
	is(snap.arg.state, 0, "nor is it said that there is a filter");
	close(fd);
}

/* Of some records, how many pass */
static void test_passes(const char *name, const struct proclook_filter *argument,
			const int wanted[])
{
	static const struct { int type; unsigned int uid; const char *comm; } records[] = {
		{ PROCLOOK_FORK, 0, "test" },
		{ PROCLOOK_EXIT, 0, "test" },
		{ PROCLOOK_EXIT, 1001, "test" },
		{ PROCLOOK_EXEC, 1001, "tests" },
		{ PROCLOOK_EXIT, 0xfffffffe, "tes" },
		{ PROCLOOK_THREAD_EXIT, 1001, "fifteen-letters" },
		{ 63, 1000, "a-test" },
	};
	int fd = open_filtered(argument);
	const struct proclook_record *record;
	size_t i, left = 0;

	for (i = 0; i < ARRAY_SIZE(records); i++) {
		__u64 seq = attribute("test", "signal");
		bool told;

		signal_as(records[i].type, records[i].uid, records[i].comm, 1);
		told = poll_now(fd, POLLIN | POLLPRI) == (POLLIN | POLLPRI);
		wrong += told != wanted[i];
		if (!told)
			continue;
		wrong += batch_read(fd, &batch, BATCH_SIZE) || !(record = batch_next(&batch)) ||
			 record->seq != seq + 1 || batch_next(&batch) || snapshot(fd, &snap) ||
			 snap.arg.missed || snap.arg.state != PROCLOOK_SNAPSHOT_FILTERED ||
			 memcmp(&snap.record, record, record->size);
		left++;
	}
	is(wrong, 0, "%s: given and told is what passes, and nothing else", name);
	wrong = 0;
	close(fd);
}

static void test_conditions(void)
{
	const int nothing[] = { 0, 0, 0, 0, 0, 0, 0 };

	wrong = 0;
	test_passes("one type", &(struct proclook_filter){ .types = EXITS },
		    (int[]){ 0, 1, 1, 0, 1, 0, 0 });
	test_passes("two types",
		    &(struct proclook_filter){ .types = EXITS | 1ULL << PROCLOOK_FORK },
		    (int[]){ 1, 1, 1, 0, 1, 0, 0 });
	test_passes("all types",
		    &(struct proclook_filter){ .types = PROCLOOK_FILTER_ALL_TYPES },
		    (int[]){ 1, 1, 1, 1, 1, 1, 1 });
	test_passes("the last type", &(struct proclook_filter){ .types = 1ULL << 63 },
		    (int[]){ 0, 0, 0, 0, 0, 0, 1 });
	test_passes("a type that never comes", &(struct proclook_filter){ .types = 1 }, nothing);
	test_passes("a user", &(struct proclook_filter){ .types = PROCLOOK_FILTER_ALL_TYPES,
		    .flags = PROCLOOK_FILTER_UID, .uid = 1001 }, (int[]){ 0, 0, 1, 1, 0, 1, 0 });
	test_passes("root", &(struct proclook_filter){ .types = PROCLOOK_FILTER_ALL_TYPES,
		    .flags = PROCLOOK_FILTER_UID }, (int[]){ 1, 1, 0, 0, 0, 0, 0 });
	test_passes("the largest user",
		    &(struct proclook_filter){ .types = PROCLOOK_FILTER_ALL_TYPES,
		    .flags = PROCLOOK_FILTER_UID, .uid = 0xfffffffe },
		    (int[]){ 0, 0, 0, 0, 1, 0, 0 });
	test_passes("a name", &(struct proclook_filter){ .types = PROCLOOK_FILTER_ALL_TYPES,
		    .flags = PROCLOOK_FILTER_COMM, .comm = "test" },
		    (int[]){ 1, 1, 1, 1, 0, 0, 0 });
	test_passes("a letter", &(struct proclook_filter){ .types = PROCLOOK_FILTER_ALL_TYPES,
		    .flags = PROCLOOK_FILTER_COMM, .comm = "t" },
		    (int[]){ 1, 1, 1, 1, 1, 0, 0 });
	test_passes("the longest name",
		    &(struct proclook_filter){ .types = PROCLOOK_FILTER_ALL_TYPES,
		    .flags = PROCLOOK_FILTER_COMM, .comm = "fifteen-letters" },
		    (int[]){ 0, 0, 0, 0, 0, 1, 0 });
	test_passes("all at once", &(struct proclook_filter){ .types = EXITS,
		    .flags = PROCLOOK_FILTER_COMM | PROCLOOK_FILTER_UID, .uid = 1001,
		    .comm = "tes" }, (int[]){ 0, 0, 1, 0, 0, 0, 0 });
}

/* Also when most of it is overwritten, by what passes and by what does not */
static void test_counts(void)
{
	int fd = open_for_exits();
	int all = open_watcher("test");
	const struct proclook_record *record;
	__u64 kept;

	signal_others(5);
	signal_exits(3);
	signal_others(5);
	must(!snapshot(fd, &snap));
	is(snap.arg.missed, 2, "missed: those that pass, and no others");
	is(read_rest(fd), 3, "read: likewise");
	is(read_rest(all), 13, "who has no filter reads all");
	signal_exits(7);
	signal_others(MANY);
	signal_exits(5);
	must(!batch_read(fd, &batch, BATCH_SIZE));
	record = batch_next(&batch);
	is(record->type, PROCLOOK_LOST, "overwritten: the loss comes first");
	is(record->lost, 7, "overwritten: those that pass, and no others");
	is(record->seq, attribute("test", "overwritten"), "overwritten: up to this one");
	is(read_rest(fd), 0, "overwritten: then what is there");
	must(!snapshot(fd, &snap));
	is(snap.arg.missed, 11, "overwritten: SNAPSHOT counts as ever");
	signal_exits(MANY);
	kept = attribute("test", "signal") - attribute("test", "overwritten");
	must(!batch_read(fd, &batch, BATCH_SIZE));
	is(batch_next(&batch)->lost, MANY - kept, "overwritten by what passes: exact too");
	signal_others(1);
	signal_exits(2);
	signal_others(MANY);
	is(poll_now(fd, POLLIN), POLLIN, "all of it lost: poll() says so");
	must(!batch_read(fd, &batch, BATCH_SIZE));
	is(batch_next(&batch)->lost, 2, "all of it lost: so many");
	ok(!batch_next(&batch), "all of it lost: and that is all");
	is(poll_now(fd, POLLIN), 0, "all of it lost: nothing to read then");
	close(all);
	close(fd);
}

static void test_newest(void)
{
	int fd;

	signal_exits(1);
	signal_others(3);
	fd = open_for_exits();
	is(poll_now(fd, POLLIN | POLLPRI), 0, "newest: what came before is seen and read");
	is(snapshot(fd, &snap), 0, "newest: but can be fetched");
	is(snap.arg.state, PROCLOOK_SNAPSHOT_SEEN | PROCLOOK_SNAPSHOT_FILTERED,
	   "newest: with both flags");
	is(snap.record.seq, attribute("test", "signal") - 3, "newest: the newest that passes");
	is(snap.record.type, PROCLOOK_EXIT, "newest: of its type");
	signal_others(MANY);
	is(snapshot(fd, &snap), EOVERFLOW, "newest, overwritten by others: EOVERFLOW");
	is(snap.arg.missed, 0, "newest, overwritten: it was seen, and is not missed");
	signal_exits(3);
	signal_others(MANY);
	is(poll_now(fd, POLLPRI), POLLPRI, "newest, overwritten: poll() says that there was one");
	is(snapshot(fd, &snap), EOVERFLOW, "newest, overwritten: EOVERFLOW again");
	is(snap.arg.missed, 3, "newest, overwritten: it is missed like those before");
	is(snap.arg.state, PROCLOOK_SNAPSHOT_FILTERED, "newest, overwritten: it was not seen");
	is(snap.arg.record_size, 0, "newest, overwritten: it has no size");
	ok(all_bytes(snap.raw, sizeof(snap.raw), POISON), "newest, overwritten: nor bytes");
	is(poll_now(fd, POLLPRI), 0, "newest, overwritten: it counts as seen");
	is(snapshot(fd, &snap), EOVERFLOW, "newest, overwritten: and is still not there");
	is(snap.arg.missed, 0, "newest, overwritten: missed once only");
	ok(snap_seen(&snap), "newest, overwritten: seen by now");
	signal_exits(1);
	is(snapshot(fd, &snap), 0, "newest: the next one is there");
	is(snap.arg.missed, 0, "newest: and nothing else is missed");
	close(fd);

	signal_others(MANY);
	fd = open_for_exits();
	is(snapshot(fd, &snap), ENODATA, "newest: none in all the history: ENODATA");
	close(fd);
}

static void test_replaced(void)
{
	const struct proclook_filter forks = { .types = 1ULL << PROCLOOK_FORK };
	int fd = open_for_exits();

	signal_exits(4);
	must(!filter(fd, &forks));
	is(poll_now(fd, POLLIN | POLLPRI), 0, "another filter: all before it is seen and read");
	signal_exits(3);
	is(poll_now(fd, POLLIN | POLLPRI), 0, "another filter: the old one is gone");
	signal_others(2);
	is(poll_now(fd, POLLIN | POLLPRI), POLLIN | POLLPRI, "another filter: the new one holds");
	must(!snapshot(fd, &snap));
	is(snap.arg.missed, 1, "another filter: it counts from then on");
	is(read_rest(fd), 2, "another filter: for read() too");
	is(filter(fd, &(struct proclook_filter){ }), EINVAL, "a filter that is refused");
	signal_exits(1);
	signal_others(1);
	is(read_rest(fd), 1, "leaves the one that was there");
	close(fd);
}

static __u64 switches(int tid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/status", tid);

	return number_in(path, "voluntary_ctxt_switches:");
}

/* It does not even look: who is woken for nothing goes to sleep once more */
static void test_wakes(const char *name, int fd, int sleep_fd, int events)
{
	struct sleeper sleeper;
	__u64 before;

	sleeper_start(&sleeper, sleep_fd, events);
	ok(sleeper_sleeps(&sleeper), "%s: it sleeps", name);
	before = switches(sleeper.tid);
	signal_others(MANY);
	ok(sleeper_sleeps(&sleeper), "%s: it sleeps while others come", name);
	is(switches(sleeper.tid) - before, 0, "%s: and none of them wakes it", name);
	signal_exits(1);
	is(sleeper_join(&sleeper), POLLPRI, "%s: what passes does", name);
	must(!snapshot(fd, &snap));
	is(snap.arg.missed, 0, "%s: and is there", name);
}

static void test_wakes_all(void)
{
	const struct proclook_filter forks = { .types = 1ULL << PROCLOOK_FORK };
	struct epoll_event event = { .events = EPOLLPRI };
	int fd = open_filtered(&forks);
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	must(epoll >= 0 && !epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
	must(!filter(fd, &(struct proclook_filter){ .types = EXITS }));
	test_wakes("poll", fd, fd, POLLPRI);
	test_wakes("epoll, added before the filter was replaced", fd, epoll, SLEEP_IN_EPOLL);
	close(epoll);
	close(fd);
}

static bool is_reading(void *pid)
{
	return sleeps_in(*(pid_t *)pid, SYS_read);
}

static pid_t start_reading(int fd)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid)
		_exit(batch_read(fd, &batch, BATCH_SIZE) ? 255 : batch_next(&batch)->type);
	must(eventually(is_reading, &pid));

	return pid;
}

static void test_wakes_reader(void)
{
	int fd = open_for_exits();
	pid_t pid = start_reading(fd);
	__u64 before = switches(pid);
	int status;

	signal_others(MANY);
	ok(is_reading(&pid), "read: it sleeps while others come");
	is(switches(pid) - before, 0, "read: and none of them wakes it");
	signal_exits(1);
	must(waitpid(pid, &status, 0) == pid);
	is(WEXITSTATUS(status), PROCLOOK_EXIT, "read: what passes does");
	close(fd);
}

/* Who waits for everything already would not hear of a filter */
static void test_busy(void)
{
	const struct proclook_filter exits = { .types = EXITS };
	int fd = open_watcher("test");
	pid_t pid;
	int status;

	must(!poll_now(fd, POLLPRI));
	is(filter(fd, &exits), EBUSY, "after poll() there can be no first filter: EBUSY");
	signal_others(1);
	is(read_rest(fd), 1, "busy: it is given all as before");
	close(fd);

	fd = open_watcher("test");
	pid = start_reading(fd);
	is(filter(fd, &exits), EBUSY, "nor while somebody waits in read(): EBUSY");
	signal_others(1);
	must(waitpid(pid, &status, 0) == pid);
	is(WEXITSTATUS(status), PROCLOOK_FORK, "busy: who waits there is woken as before");
	close(fd);
}

static void ignore(int number)
{
	(void)number;
}

/* Of the suite's alarm() there is only one */
static void set_timer(timer_t timer, long ns)
{
	const struct itimerspec period = { { 0, ns }, { 0, ns } };

	must(!timer_settime(timer, 0, &period, NULL));
}

/* The search for the newest one that passes is long enough to meet a signal or several */
static void test_interrupted(void)
{
	const struct sigaction action = { .sa_handler = ignore, .sa_flags = SA_RESTART };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
	timer_t timer;
	int i;

	must(!command("create large 1048576") &&
	     eventually(node_is_ready, (void *)"large"));
	must(!command("as large %d 0 test", PROCLOOK_EXIT));
	signal_bytes("large", LARGE, 0);
	must(!sigaction(SIGUSR1, &action, NULL) &&
	     !timer_create(CLOCK_MONOTONIC, &event, &timer));
	wrong = 0;
	for (i = 0; i < 10; i++) {
		int fd = open_watcher("large");

		set_timer(timer, 100000);
		must(!filter(fd, &(struct proclook_filter){ .types = EXITS }));
		set_timer(timer, 0);
		must(lseek(fd, 0, SEEK_SET) > 0);
		read_rest(fd);
		signal_bytes("large", 1, 0);
		wrong += poll_now(fd, POLLIN) != POLLIN || read_rest(fd) != 1;
		close(fd);
	}
	must(!timer_delete(timer));
	is(wrong, 0, "a signal while a filter is set does not disturb its numbers");
	must(!command("destroy large"));
}

int main(void)
{
	suite_begin(sizeof(long) == 8 ? "filter" : "filter32", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_layout();
	test_refused();
	test_conditions();
	test_counts();
	test_newest();
	test_replaced();
	test_wakes_all();
	test_wakes_reader();
	test_busy();
	test_interrupted();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
