// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A storm of processes on all CPUs, and watchers of different speed
 *
 * Whatever a watcher missed it must be able to count, nothing it gets may be torn,
 * and none may sleep through the last event: nobody wakes it but the module.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common.h"
#include "storm.h"

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

static bool sizes_fit(const struct snap *snap)
{
	const struct proclook_record *record = &snap->record;
	size_t used = sizeof(*record) + record->path_len + 1 + record->args_len + 1;

	return record->size == snap->arg.record_size &&
	       record->size == (used + 7) / 8 * 8 &&
	       record->header_size == sizeof(*record) &&
	       record->path_len <= PROCLOOK_STRING_MAX &&
	       record->args_len <= PROCLOOK_STRING_MAX;
}

static bool ends_are_zero(const struct proclook_record *record)
{
	const char *args_end = record_args(record) + record->args_len;
	size_t rest = record->size - (args_end - (const char *)record);

	return has_no_extras(record) &&
	       !record_path(record)[record->path_len] &&
	       all_bytes((void *)args_end, rest, 0) &&
	       strnlen(record->comm, PROCLOOK_COMM_LEN) < PROCLOOK_COMM_LEN;
}

static bool type_fits(const struct proclook_record *record)
{
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

/* A record made of two would not fit together */
static bool record_is_whole(const struct snap *snap)
{
	const struct proclook_record *record = &snap->record;

	return sizes_fit(snap) && ends_are_zero(record) && type_fits(record) &&
	       record->pid > 0 && record->start_ns <= record->time_ns &&
	       record->parent_start_ns <= record->start_ns;
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

	is(watcher->delivered + watcher->missed, watcher->seen - watcher->base,
	   "%s: delivered and missed are all", name);
	is(watcher->backward, 0, "%s: seq always grows", name);
	is(watcher->early, 0, "%s: time never falls", name);
	is(watcher->torn, 0, "%s: no record is torn", name);
	is(watcher->strange, 0, "%s: nothing else happens", name);
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
	is(attribute("process", "watchers"), ARRAY_SIZE(watchers),
	   "there are three watchers");
	storm(FORKERS, PROCESSES);
	ok(all_have_seen_newest(), "after a storm everybody wakes for its last event");
	do
		storm(2, 2);
	while (all_have_seen_newest() && ++gusts < GUSTS);
	is(gusts, GUSTS, "after each gust everybody wakes for its last event");
	stop_watchers();
	for (i = 0; i < ARRAY_SIZE(watchers); i++)
		check_watcher(&shared->watchers[i]);
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

	unload("proclook");

	return done_testing();
}
