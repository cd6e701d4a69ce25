// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * When poll() says what of the node, to one watcher and to several
 *
 * All with the test module's event, which nobody else signals.
 */
#define _GNU_SOURCE
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"

#define ALL	(POLLIN | POLLOUT | POLLPRI)
#define BOTH	(POLLIN | POLLPRI)

static void test_node(void)
{
	int fd = open_watcher("test");
	struct snap snap;

	is(poll_for(fd, ALL, ASLEEP_MS), 0,
	   "node, fresh: asleep, for nothing is newer than the open");
	signal_test(1);
	is(poll_now(fd, ALL), BOTH, "node, signalled: POLLPRI and POLLIN");
	is(poll_now(fd, ALL), BOTH, "node, signalled: poll() alone fetches nothing");
	is(poll_for(fd, POLLOUT, ASLEEP_MS), 0,
	   "node, signalled: a poller for neither sleeps");
	must(!snapshot(fd, &snap));
	is(poll_for(fd, POLLPRI, ASLEEP_MS), 0,
	   "node, fetched: a poller for POLLPRI sleeps");
	is(poll_now(fd, ALL), POLLIN, "node, fetched: it is still to be read");
	must(read_rest(fd) == 1);
	is(poll_for(fd, ALL, ASLEEP_MS), 0, "node, fetched and read: asleep");
	close(fd);
}

/* What one has been given says nothing of the other */
static void test_ledgers(void)
{
	int fd = open_watcher("test");
	struct snap snap;

	signal_test(3);
	is(read_rest(fd), 3, "two ledgers: all three are read");
	is(poll_for(fd, POLLIN, ASLEEP_MS), 0, "two ledgers: POLLIN sleeps then");
	is(poll_now(fd, ALL), POLLPRI, "two ledgers: SNAPSHOT has not given any");
	must(!snapshot(fd, &snap));
	is(snap.arg.missed, 2, "two ledgers: and counts all three");
	signal_test(4);
	must(!snapshot(fd, &snap));
	is(read_rest(fd), 4, "two ledgers: what SNAPSHOT gave or missed is read");
	close(fd);
}

static void test_node_wakes(void)
{
	int fd = open_watcher("test");
	struct sleeper sleeper;
	struct snap snap;

	sleeper_start(&sleeper, fd, POLLPRI);
	ok(sleeper_sleeps(&sleeper), "node: the poller sleeps");
	signal_test(1);
	is(sleeper_join(&sleeper), POLLPRI, "node: the poller is woken");
	must(!snapshot(fd, &snap));
	sleeper_start(&sleeper, fd, POLLPRI);
	ok(sleeper_sleeps(&sleeper), "node: it sleeps again when it has fetched");
	signal_test(100);
	is(sleeper_join(&sleeper), POLLPRI, "node: and is woken again");
	must(!snapshot(fd, &snap));
	is(snap.arg.missed, 99, "node: 100 signals are one snapshot");
	is(poll_for(fd, POLLPRI, ASLEEP_MS), 0, "node: and one wake-up");
	must(read_rest(fd) == 101);
	sleeper_start(&sleeper, fd, POLLIN);
	ok(sleeper_sleeps(&sleeper), "node: a poller for POLLIN sleeps");
	signal_test(1);
	is(sleeper_join(&sleeper), POLLIN, "node: and is woken");
	close(fd);
}

/* One after the other has been seen to sleep, all must be woken by one signal */
static void test_all_wake(void)
{
	struct sleeper sleepers[4];
	bool asleep = true, woken = true;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sleepers); i++) {
		sleeper_start(&sleepers[i], i % 2 ? open_watcher("test") : open_armed("test"),
			      POLLPRI);
		asleep &= sleeper_sleeps(&sleepers[i]);
	}
	ok(asleep, "two pollers of the node and two of the attribute sleep");
	signal_test(1);
	for (i = 0; i < ARRAY_SIZE(sleepers); i++) {
		int revents = sleeper_join(&sleepers[i]);

		woken &= revents == (i % 2 ? POLLPRI : RAISED);
		close(sleepers[i].fd);
	}
	ok(woken, "one signal wakes all four");
}

static void test_node_two(void)
{
	int one = open_watcher("test");
	int two = open_watcher("test");
	int armed = open_armed("test");
	struct snap snap;

	signal_test(2);
	must(!snapshot(one, &snap));
	is(poll_for(one, POLLPRI, ASLEEP_MS), 0, "two watchers: who fetched sleeps");
	is(poll_now(two, ALL), BOTH, "two watchers: the other is still told");
	is(poll_now(armed, POLLPRI), RAISED,
	   "two watchers: so is the reader of the attribute");
	must(!snapshot(two, &snap));
	ok(!snap_seen(&snap), "two watchers: what one has seen is new to the other");
	is(snap.arg.missed, 1, "two watchers: each has its own count");
	must(signal_read(armed) >= 0);
	signal_test(1);
	must(signal_read(armed) >= 0);
	is(poll_now(one, ALL), BOTH,
	   "reading the attribute fetches nothing for a watcher");
	close(one);
	close(two);
	close(armed);
}

static void test_dup(void)
{
	int fd = open_watcher("test");
	int copy = dup(fd);
	struct snap snap;

	must(copy >= 0);
	signal_test(1);
	is(poll_now(fd, ALL) | poll_now(copy, ALL) << 16, BOTH | BOTH << 16,
	   "dup: both descriptors are told");
	must(!snapshot(copy, &snap) && read_rest(copy) == 1);
	is(poll_for(fd, ALL, ASLEEP_MS), 0,
	   "dup: what one fetched is fetched for both");
	must(!snapshot(fd, &snap));
	ok(snap_seen(&snap), "dup: and seen by both");
	close(copy);
	signal_test(1);
	is(poll_now(fd, ALL), BOTH, "dup: closing one leaves the other");
	close(fd);
}

static void test_fork(void)
{
	int fd = open_watcher("test");
	struct snap snap;
	pid_t pid;
	int status;

	signal_test(5);
	pid = fork();
	must(pid >= 0);
	if (!pid)
		_exit(snapshot(fd, &snap) || snap_seen(&snap) ||
		      snap.arg.missed != 4 ? 1 : 0);
	must(waitpid(pid, &status, 0) == pid);
	is(status, 0, "fork: the child fetches from the same ledger");
	is(poll_for(fd, POLLPRI, ASLEEP_MS), 0, "fork: and for the parent too");
	must(!snapshot(fd, &snap));
	ok(snap_seen(&snap), "fork: the parent has seen it then");
	is(attribute("test", "watchers"), 1, "fork: both are one watcher");
	close(fd);
}

int main(void)
{
	suite_begin("poll-node", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_node();
	test_ledgers();
	test_node_wakes();
	test_all_wake();
	test_node_two();
	test_dup();
	test_fork();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
