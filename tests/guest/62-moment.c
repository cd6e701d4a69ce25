// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A second event at every moment after the first
 *
 * The first event wakes a watcher, and that makes the suite signal the second one.
 * The watcher hesitates, a little longer in each round, so that the second event meets it
 * before, while and after it acknowledges, fetches and goes to sleep again.  Whatever
 * it meets, the watcher must end with the second one; a wake-up that is lost at one such
 * moment stays lost, for there is no third event.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "common.h"

#define ROUNDS		3000
#define STRIDE		1009	/* prime: visits every delay once, and all parts early */
#define TIME_NS		(8 * NS_PER_SEC)
#define LEAST		100	/* rounds, however slow the machine */
#define NEVER		(~0ULL)
#define WARM_UP		100	/* signals that show how long one takes */

/**
 * struct watcher - one that only looks when it is told
 * @name: for the tests' names
 * @fd: what it waits on
 * @look: acknowledges or fetches; the newest that it then knows of
 * @known: what that was
 * @wakeups: how often it was told
 * @hesitation: how long it does nothing when it is told
 */
struct watcher {
	const char	*name;
	int		fd;
	__u64		(*look)(int fd);
	__u64		known;
	__u64		wakeups;
	__u64		hesitation;
};

static int node, attribute_fd, command_fd;
static bool stop, two_cpus;

static __u64 read_number(int fd)
{
	return signal_read(fd);
}

static __u64 fetch(int fd)
{
	static struct snap snap;

	must(!snapshot(fd, &snap));

	return snap.record.seq;
}

static __u64 acknowledge_and_fetch(int fd)
{
	must(signal_read(fd) >= 0);

	return fetch(node);
}

/* Two CPUs, if there are: the one signals while the other one looks */
static void run_on(int cpu)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	if (two_cpus)
		must(!sched_setaffinity(0, sizeof(cpus), &cpus));
}

static void wait_ns(__u64 ns)
{
	__u64 end = now_ns() + ns;

	while (now_ns() < end)
		;
}

static void *watch(void *arg)
{
	struct watcher *watcher = arg;
	struct pollfd pollfd = { .fd = watcher->fd, .events = POLLPRI };

	run_on(1);
	while (!__atomic_load_n(&stop, __ATOMIC_ACQUIRE)) {
		__u64 known = watcher->look(watcher->fd);

		__atomic_store_n(&watcher->known, known, __ATOMIC_RELEASE);
		must(poll(&pollfd, 1, -1) == 1);
		__atomic_add_fetch(&watcher->wakeups, 1, __ATOMIC_ACQ_REL);
		wait_ns(watcher->hesitation);
	}

	return NULL;
}

static void signal_once(void)
{
	static const char text[] = "signal test 1";

	must(pwrite(command_fd, text, sizeof(text) - 1, 0) == sizeof(text) - 1);
}

/*
 * Busy, so that nothing is lost between what is waited for and what comes then.  A
 * watcher that was awake for another reason may know of an event without being told.
 */
static bool knows(const struct watcher *watcher, __u64 newest, __u64 wakeups)
{
	__u64 end = now_ns() + PATIENCE_MS * 1000000ULL;

	while (__atomic_load_n(&watcher->known, __ATOMIC_ACQUIRE) < newest &&
	       __atomic_load_n(&watcher->wakeups, __ATOMIC_ACQUIRE) <= wakeups) {
		if (now_ns() > end)
			return false;
		if (!two_cpus)
			sched_yield();
	}

	return true;
}

/* At most: somebody else may have had the CPU meanwhile */
static __u64 signal_takes(const struct watcher *watcher, __u64 *newest)
{
	__u64 shortest = NS_PER_SEC;
	int i;

	for (i = 0; i < WARM_UP; i++) {
		__u64 start = now_ns();

		signal_once();
		if (now_ns() - start < shortest)
			shortest = now_ns() - start;
		must(knows(watcher, ++*newest, NEVER));
	}

	return shortest;
}

/* false if the watcher slept through one; a slow machine does fewer rounds */
static bool no_round_loses(struct watcher *watcher, __u64 newest)
{
	__u64 span = 2 * signal_takes(watcher, &newest);
	__u64 end = now_ns() + TIME_NS;
	int i;

	for (i = 0; i < ROUNDS && (i < LEAST || now_ns() < end); i++) {
		__u64 wakeups = __atomic_load_n(&watcher->wakeups, __ATOMIC_ACQUIRE);

		watcher->hesitation = span * (i * STRIDE % ROUNDS) / ROUNDS;
		signal_once();
		if (!knows(watcher, ++newest, wakeups))
			return false;
		signal_once();
		if (!knows(watcher, ++newest, NEVER))
			return false;
	}
	diag("%s: %d rounds, hesitates for up to %llu ns", watcher->name, i, span);

	return true;
}

static void test_watcher(struct watcher *watcher)
{
	__u64 newest = attribute("test", "signal");
	pthread_t thread;

	stop = false;
	errno = pthread_create(&thread, NULL, watch, watcher);
	must(!errno && knows(watcher, newest, NEVER));
	ok(no_round_loses(watcher, newest), "%s: no moment loses a wake-up",
	   watcher->name);

	__atomic_store_n(&stop, true, __ATOMIC_RELEASE);
	signal_once();
	must(!pthread_join(thread, NULL));
}

int main(void)
{
	struct watcher watchers[] = {
		{ .name = "the number alone", .look = read_number },
		{ .name = "attribute, then snapshot", .look = acknowledge_and_fetch },
		{ .name = "node and snapshot", .look = fetch },
	};
	size_t i;

	suite_begin("moment", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);
	node = node_open("test");
	attribute_fd = signal_open("test");
	command_fd = open("/sys/module/proclook_test/parameters/command",
			  O_WRONLY | O_CLOEXEC);
	must(node >= 0 && attribute_fd >= 0 && command_fd >= 0);
	signal_once();
	two_cpus = sysconf(_SC_NPROCESSORS_ONLN) > 1;
	run_on(0);

	for (i = 0; i < ARRAY_SIZE(watchers); i++) {
		watchers[i].fd = watchers[i].look == fetch ? node : attribute_fd;
		test_watcher(&watchers[i]);
	}

	close(command_fd);
	close(attribute_fd);
	close(node);
	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
