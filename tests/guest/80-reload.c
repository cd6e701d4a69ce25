// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Loading and unloading again and again, in a storm of processes and of watchers
 *
 * Nobody waits for anybody here: openers and readers find the device at every
 * stage of its coming and going.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

#define LOADS	(100 / slow)

enum { FORKER, OPENER, READER, POLLER, LISTER, ROLES };

static struct shared {
	int stop;
	__u64 done[ROLES];	/* how often it worked */
	int error[ROLES];	/* an answer that should not be */
} *shared;

static bool stopped(void)
{
	return __atomic_load_n(&shared->stop, __ATOMIC_ACQUIRE);
}

static void count(int role, int error, const int *allowed)
{
	if (!error)
		shared->done[role]++;
	while (*allowed && *allowed != error)
		allowed++;
	if (error && !*allowed)
		shared->error[role] = error;
}

static void fork_one(void)
{
	static const int allowed[] = { 0 };
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid)
		_exit(0);
	count(FORKER, waitpid(pid, NULL, 0) == pid ? 0 : errno, allowed);
}

static void open_one(void)
{
	/* ENXIO: the node is still there, the device is not */
	static const int allowed[] = { ENOENT, ENXIO, ENODATA, ENODEV, 0 };
	static const char *const names[] = { "process", "thread", "image" };
	static struct snap snap;
	static int turn;
	int fd = node_open(names[turn++ % ARRAY_SIZE(names)]);

	count(OPENER, fd < 0 ? errno : snapshot(fd, &snap), allowed);
	if (fd >= 0)
		close(fd);
	/* leaves a moment in which the module can go */
	sched_yield();
}

static void read_one(void)
{
	static const int allowed[] = { ENOENT, ENODEV, 0 };
	int fd = signal_open("process");

	count(READER, fd < 0 || signal_read(fd) < 0 ? errno : 0, allowed);
	if (fd >= 0)
		close(fd);
}

/* Waits without a timeout: a device that goes without waking it shows at the end */
static void poll_one(void)
{
	static const int allowed[] = { ENOENT, ENODEV, 0 };
	int fd = signal_open("process");
	int error = fd < 0 ? errno : 0;

	while (!error) {
		if (signal_read(fd) < 0)
			error = errno;
		else
			must(poll_for(fd, POLLPRI, -1));
		count(POLLER, error, allowed);
		if (stopped())
			break;
	}
	if (fd >= 0)
		close(fd);
}

static void list_one(void)
{
	static const int allowed[] = { ENOENT, ENODEV, 0 };
	static const char *const names[] = {
		"generation", "notifications", "overwritten", "watchers", "uevent",
	};
	char path[96], line[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "/sys/class/proclook/process/%s", names[i]);
		count(LISTER, read_line(path, line, sizeof(line)) ? 0 : errno, allowed);
	}
}

static void start(void (*act)(void))
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid) {
		/* on one CPU they must not keep modprobe from its turn */
		must(nice(10) != -1);
		while (!stopped())
			act();
		_exit(0);
	}
}

static bool has_unloaded(void *refused)
{
	if (!syscall(SYS_delete_module, "proclook", O_NONBLOCK))
		return true;
	must(errno == EAGAIN || errno == EBUSY);
	++*(int *)refused;

	return false;
}

static void test_loads(void)
{
	int loads = 0, unloads = 0, refused = 0;
	int i;

	for (i = 0; i < LOADS; i++) {
		loads += !run("modprobe", "proclook", NULL);
		unloads += eventually(has_unloaded, &refused);
	}
	is(loads, LOADS, "it loads each time in a storm");
	is(unloads, LOADS, "and unloads");
	diag("unloading was refused %d times", refused);
}

static void test_end(void)
{
	static const char *const names[] = {
		"forker", "opener", "reader", "poller", "lister",
	};
	int ended = 0, status;
	int i;

	__atomic_store_n(&shared->stop, true, __ATOMIC_RELEASE);
	for (i = 0; i < ROLES; i++)
		ended += eventually(child_has_ended, &status) && !status;
	is(ended, ROLES, "nobody was left asleep");
	for (i = 0; i < ROLES; i++) {
		ok(shared->done[i] > 0, "the %s was there", names[i]);
		is(shared->error[i], 0, "the %s got no strange answer", names[i]);
		diag("%s: %llu", names[i], shared->done[i]);
	}
}

static pid_t fork_and_wait(int code)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid)
		_exit(code);
	must(waitpid(pid, NULL, 0) == pid);

	return pid;
}

/* Not if one of udev's workers ends just then: asked again and again */
static bool is_fetched(void *node)
{
	static struct snap snap;
	pid_t pid = fork_and_wait(5);

	must(!snapshot(*(int *)node, &snap));

	return snap.record.type == PROCLOOK_EXIT && snap.record.pid == pid &&
	       snap.record.exit_status == 5 << 8;
}

static void test_normal(void)
{
	int node, signal_fd;

	load("proclook", NULL);
	settle();
	node = node_open("process");
	signal_fd = signal_open("process");
	must(node >= 0 && signal_read(signal_fd) >= 0);
	fork_and_wait(0);
	is(poll_now(node, POLLPRI), POLLPRI, "afterwards the node tells of events");
	is(poll_now(signal_fd, POLLPRI), RAISED, "and the attribute");
	ok(eventually(is_fetched, &node), "and what happened can be fetched");
	close(node);
	close(signal_fd);
	unload("proclook");
}

int main(void)
{
	static void (*const acts[])(void) = {
		fork_one, open_one, read_one, poll_one, list_one,
	};
	size_t i;

	suite_begin("reload", 300);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(shared != MAP_FAILED);
	for (i = 0; i < ARRAY_SIZE(acts); i++)
		start(acts[i]);

	test_loads();
	test_end();
	test_normal();

	return done_testing();
}
