// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A storm of processes on all CPUs, and watchers of different speed
 *
 * Whatever a watcher missed it must be able to count, nothing it gets may be torn,
 * and none may sleep through the last event: nobody wakes it but the module.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

#define FORKERS		3
#define PROCESSES	(1200 / slow)	/* of each forker */
#define GUSTS		(150 / slow)	/* short storms, each with a last event of its own */

/**
 * struct watcher - one watcher, in memory shared with the suite
 * @name: for the tests' names
 * @on_signal: waits on the attribute; else on the node
 * @work_ns: how long it is busy with each event
 * @armed: it has opened the node, and read the attribute
 * @base: the newest record when it opened the node
 * @seen: the newest record it has
 * @delivered: records it got
 * @missed: records it did not get, as SNAPSHOT counts them
 * @wakeups: how often poll() said that there is something
 * @backward: seq did not grow
 * @early: time_ns fell
 * @torn: the record contradicts itself
 * @strange: the generation changed, an error
 */
struct watcher {
	const char	*name;
	bool		on_signal;
	__u64		work_ns;
	int		armed;
	__u64		base, seen;
	__u64		delivered, missed, wakeups;
	__u64		backward, early, torn, strange;
};

static struct shared {
	struct watcher watchers[3];
	int stop;
} *shared;

static bool all_zero(const char *bytes, size_t count)
{
	while (count && !*bytes) {
		bytes++;
		count--;
	}

	return !count;
}

/* A record made of two would not fit together */
static bool record_is_whole(const struct snap *snap)
{
	const struct proclook_record *record = &snap->record;
	size_t used = sizeof(*record) + record->path_len + 1 + record->args_len + 1;
	const char *args = record_args(record);

	if (record->size != snap->arg.record_size || record->size != (used + 7) / 8 * 8 ||
	    record->header_size != sizeof(*record) || record->path_len > 4096 ||
	    record->args_len > 4096)
		return false;
	if (!all_zero((char *)record->reserved, sizeof(record->reserved)) ||
	    record_path(record)[record->path_len] ||
	    !all_zero(args + record->args_len, record->size - used + 1) ||
	    strnlen(record->comm, PROCLOOK_COMM_LEN) == PROCLOOK_COMM_LEN)
		return false;
	if (record->pid <= 0 || record->start_ns > record->time_ns ||
	    record->parent_start_ns > record->start_ns)
		return false;

	switch (record->type) {
	case PROCLOOK_FORK:
		return record->tid == record->pid && !record->exit_status && !record->path_len;
	case PROCLOOK_EXEC:
		return !record->exit_status && record->path_len && *record_path(record) == '/';
	case PROCLOOK_EXIT:
		return record->tid == record->pid && !record->path_len;
	default:
		return false;
	}
}

static void look(struct watcher *watcher, int node, __u64 generation)
{
	static struct snap snap;
	static __u64 time_ns;

	if (snapshot(node, &snap)) {
		watcher->strange++;
		return;
	}
	watcher->strange += snap.arg.generation != generation;
	watcher->torn += !record_is_whole(&snap);
	if (snap_seen(&snap)) {
		watcher->backward += snap.record.seq != watcher->seen;
		return;
	}
	watcher->backward += snap.record.seq <= watcher->seen;
	watcher->early += snap.record.time_ns < time_ns;
	time_ns = snap.record.time_ns;
	watcher->delivered++;
	watcher->missed += snap.arg.missed;
	__atomic_store_n(&watcher->seen, snap.record.seq, __ATOMIC_RELEASE);
}

/* Open the node at a moment at which nothing happened */
static int open_at_base(struct watcher *watcher, int signal_fd)
{
	int node;

	for (;;) {
		watcher->base = signal_read(signal_fd);
		node = node_open("process");
		must(node >= 0);
		if ((__u64)signal_read(signal_fd) == watcher->base)
			break;
		close(node);
	}
	watcher->seen = watcher->base;

	return node;
}

static void be_busy(__u64 ns)
{
	__u64 end = now_ns() + ns;

	while (now_ns() < end)
		;
}

/* Waits on one descriptor alone, and without a timeout */
static void watch(struct watcher *watcher)
{
	__u64 generation = attribute("process", "generation");
	int signal_fd = signal_open("process");
	int node = open_at_base(watcher, signal_fd);
	struct pollfd pollfd = {
		.fd = watcher->on_signal ? signal_fd : node, .events = POLLPRI,
	};

	must(signal_fd >= 0);
	__atomic_store_n(&watcher->armed, true, __ATOMIC_RELEASE);
	while (!__atomic_load_n(&shared->stop, __ATOMIC_ACQUIRE)) {
		must(poll(&pollfd, 1, -1) == 1);
		watcher->wakeups++;
		if (watcher->on_signal)
			must(signal_read(signal_fd) >= 0);
		look(watcher, node, generation);
		be_busy(watcher->work_ns);
	}
	_exit(0);
}

static void fork_many(int processes)
{
	int i;

	for (i = 0; i < processes; i++) {
		pid_t pid = fork();

		must(pid >= 0);
		if (!pid && i % 16)
			_exit(i);
		if (!pid)
			execl("/bin/true", "true", "some", "arguments", NULL);
		if (i % 3 == 2)
			waitpid(pid, NULL, 0);
	}
	while (waitpid(-1, NULL, 0) > 0)
		;
	_exit(0);
}

static void storm(int forkers, int processes)
{
	pid_t pids[FORKERS];
	int i, status;

	for (i = 0; i < forkers; i++) {
		pids[i] = fork();
		must(pids[i] >= 0);
		if (!pids[i])
			fork_many(processes);
	}
	for (i = 0; i < forkers; i++)
		must(waitpid(pids[i], &status, 0) == pids[i] && !status);
}

static bool is_armed(void *arg)
{
	return __atomic_load_n(&((struct watcher *)arg)->armed, __ATOMIC_ACQUIRE);
}

static __u64 newest;

static bool has_seen_newest(void *arg)
{
	return __atomic_load_n(&((struct watcher *)arg)->seen, __ATOMIC_ACQUIRE) >= newest;
}

static bool all_have_seen_newest(void)
{
	size_t i;

	newest = attribute("process", "signal");
	for (i = 0; i < ARRAY_SIZE(shared->watchers); i++)
		if (!eventually(has_seen_newest, &shared->watchers[i]))
			return false;

	return true;
}

static void check_watcher(const struct watcher *watcher)
{
	const char *name = watcher->name;

	is_number(watcher->delivered + watcher->missed, watcher->seen - watcher->base,
		  "%s: delivered and missed are all", name);
	is_number(watcher->backward, 0, "%s: seq always grows", name);
	is_number(watcher->early, 0, "%s: time never falls", name);
	is_number(watcher->torn, 0, "%s: no record is torn", name);
	is_number(watcher->strange, 0, "%s: nothing else happens", name);
	ok(watcher->delivered > 1, "%s: it got something", name);
	diag("%s: of %llu events %llu delivered in %llu wake-ups", name,
	     watcher->seen - watcher->base, watcher->delivered, watcher->wakeups);
}

static void start_watcher(struct watcher *watcher)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid)
		watch(watcher);
	must(eventually(is_armed, watcher));
}

static bool child_has_ended(void *status)
{
	return waitpid(-1, status, WNOHANG) > 0;
}

/* One event more: everybody wakes, looks, and sees that it is over */
static void stop_watchers(void)
{
	int status;
	size_t i;

	__atomic_store_n(&shared->stop, true, __ATOMIC_RELEASE);
	storm(1, 0);
	for (i = 0; i < ARRAY_SIZE(shared->watchers); i++)
		if (!eventually(child_has_ended, &status) || status)
			bail("a watcher did not end");
}

static void test_watchers(void)
{
	static const struct watcher watchers[] = {
		{ .name = "the attribute, fast", .on_signal = true },
		{ .name = "the node, fast" },
		{ .name = "the node, slow", .work_ns = 5000000 },
	};
	size_t i;
	int gusts = 0;

	for (i = 0; i < ARRAY_SIZE(watchers); i++) {
		shared->watchers[i] = watchers[i];
		start_watcher(&shared->watchers[i]);
	}
	is_number(attribute("process", "watchers"), ARRAY_SIZE(watchers),
		  "there are three watchers");
	storm(FORKERS, PROCESSES);
	ok(all_have_seen_newest(), "after a storm everybody wakes for its last event");
	do
		storm(2, 2);
	while (all_have_seen_newest() && ++gusts < GUSTS);
	is_number(gusts, GUSTS, "after each gust everybody wakes for its last event");
	stop_watchers();
	for (i = 0; i < ARRAY_SIZE(watchers); i++)
		check_watcher(&shared->watchers[i]);
}

/* Nobody listening: one notification tells whoever may come back */
static void test_armed(void)
{
	__u64 before, once, again;
	int fd = signal_open("process");

	must(fd >= 0);
	/* Whoever read it last has had its notification by now */
	storm(1, 1);
	before = attribute("process", "notifications");
	must(signal_read(fd) >= 0);
	storm(FORKERS, PROCESSES / 4);
	once = attribute("process", "notifications");
	storm(FORKERS, PROCESSES / 4);
	again = attribute("process", "notifications");
	is_number(once - before, 1,
		  "a storm after the attribute was read is one notification");
	is_number(again - once, 0, "a storm after that is none");
	is_number(poll_now(fd, POLLPRI), POLLPRI | POLLERR,
		  "and whoever has read is told");
	close(fd);
}

int main(void)
{
	suite_begin("storm", 300);
	load("proclook", NULL);
	settle();
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(shared != MAP_FAILED);

	test_watchers();
	test_armed();

	unload("proclook");

	return done_testing();
}
