// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A named event that goes away while its node and attribute are open
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "batch.h"

#define NAME	"passing"

static struct snap snap;
static struct batch batch;

/* When it is gone from both trees there is nothing left for udev to do either */
static void make_event(void)
{
	errno = command("create " NAME);
	must(!errno);
	must(eventually(node_is_ready, (void *)NAME));
}

static void test_sleeping(void)
{
	int node = node_open(NAME);
	int armed = signal_open(NAME);
	struct sleeper node_sleeper, attribute_sleeper;

	must(node >= 0 && armed >= 0 && signal_read(armed) >= 0);
	sleeper_start(&node_sleeper, node, POLLPRI);
	sleeper_start(&attribute_sleeper, armed, POLLPRI);
	ok(sleeper_sleeps(&node_sleeper), "the poller of the node sleeps");
	ok(sleeper_sleeps(&attribute_sleeper), "the poller of the attribute sleeps");

	is(command("destroy " NAME), 0, "destroying it waits for neither");
	is(sleeper_join(&node_sleeper), POLLHUP | POLLERR,
	   "the poller of the node is woken: POLLHUP and POLLERR");
	is(sleeper_join(&attribute_sleeper), RAISED,
	   "the poller of the attribute is woken");
	ok(signal_read(armed) < 0 && errno == ENODEV,
	   "reading the attribute says ENODEV");
	close(node);
	close(armed);
}

/* Each is a watcher of its own: telling one of them is not enough */
static void test_exclusive(void)
{
	struct sleeper sleepers[2];
	struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE };
	int nodes[2], epolls[2];
	int i;

	for (i = 0; i < 2; i++) {
		nodes[i] = node_open(NAME);
		epolls[i] = epoll_create1(EPOLL_CLOEXEC);
		must(nodes[i] >= 0 && epolls[i] >= 0);
		must(!epoll_ctl(epolls[i], EPOLL_CTL_ADD, nodes[i], &event));
		sleeper_start(&sleepers[i], epolls[i], SLEEP_IN_EPOLL);
		must(sleeper_sleeps(&sleepers[i]));
	}
	must(!command("destroy " NAME));
	for (i = 0; i < 2; i++) {
		is(sleeper_join(&sleepers[i]), EPOLLHUP | EPOLLERR,
		   "exclusive watcher %d of 2 is woken", i + 1);
		close(epolls[i]);
		close(nodes[i]);
	}
}

static void test_after(void)
{
	int node = node_open(NAME);
	int unread = node_open(NAME);
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event event = { .events = EPOLLPRI };
	int armed = signal_open(NAME);

	must(node >= 0 && unread >= 0 && armed >= 0 && signal_read(armed) >= 0);
	must(!epoll_ctl(epoll, EPOLL_CTL_ADD, unread, &event));
	must(!command("signal " NAME " 3") && !snapshot(node, &snap));
	must(!command("destroy " NAME));

	is(poll_now(node, POLLPRI | POLLIN), POLLHUP | POLLERR,
	   "gone: poll() on the node says POLLHUP and POLLERR");
	is(poll_now(unread, POLLPRI | POLLIN), POLLHUP | POLLERR,
	   "gone: also to a watcher that had something to fetch");
	is(snapshot(node, &snap), ENODEV, "gone: SNAPSHOT says ENODEV");
	is(snapshot(unread, &snap), ENODEV,
	   "gone: also to a watcher that had something to fetch");
	is(batch_read(unread, &batch, BATCH_SIZE), ENODEV, "gone: read() says ENODEV");
	ok(batch_is_clean(&batch), "gone: and gives nothing of what there was");
	ok(lseek(unread, 0, SEEK_SET) < 0 && errno == ENODEV, "gone: so does lseek()");
	ok(ioctl(unread, PROCLOOK_IOC_FILTER, NULL) < 0 && errno == ENODEV &&
	   ioctl(unread, PROCLOOK_IOC_LIST, NULL) < 0 && errno == ENODEV,
	   "gone: so do FILTER and LIST");
	ok(mmap(NULL, 4096, PROT_READ, MAP_SHARED, unread, 0) == MAP_FAILED &&
	   errno == ENODEV, "gone: so does mmap()");
	is(poll_now(armed, POLLPRI), RAISED,
	   "gone: poll() on the attribute never sleeps");
	ok(signal_read(armed) < 0 && errno == ENODEV,
	   "gone: reading the attribute says ENODEV");
	must(epoll_wait(epoll, &event, 1, PATIENCE_MS) == 1);
	is(event.events, EPOLLHUP | EPOLLERR, "gone: epoll says the same");
	ok(node_open(NAME) < 0 && errno == ENOENT, "gone: the node is too");
	ok(signal_open(NAME) < 0 && errno == ENOENT, "gone: and the attribute");
	close(armed);
	close(unread);
	close(epoll);
	close(node);
}

/* The name is free at once, and an old descriptor never sees the new bearer */
static void test_again(void)
{
	__u64 generation = attribute(NAME, "generation");
	int old = node_open(NAME);
	int young;

	must(old >= 0);
	must(!command("signal " NAME " 7") && !command("destroy " NAME));
	is(command("create " NAME), 0, "the name can be used again at once");
	must(eventually(node_is_ready, (void *)NAME));
	young = node_open(NAME);
	must(young >= 0);

	ok(attribute(NAME, "generation") != generation,
	   "its next bearer has another generation");
	is(attribute(NAME, "signal"), 0, "its next bearer begins at 0");
	is(attribute(NAME, "watchers"), 1,
	   "watchers of the old one are none of the new one");
	is(snapshot(young, &snap), ENODATA, "its next bearer had no event yet");
	must(!command("signal " NAME " 1"));
	is(poll_now(old, POLLPRI), POLLHUP | POLLERR,
	   "an old descriptor is not told of the new one's events");
	is(poll_now(young, POLLPRI), POLLPRI, "a new one is");
	is(snapshot(old, &snap), ENODEV, "an old descriptor stays dead");
	is(snapshot(young, &snap), 0, "a new one lives");
	is(snap.record.seq, 1, "and its sequence begins at 1");
	close(old);
	close(young);
	must(!command("destroy " NAME));
}

static void test_errors(void)
{
	static const char *const bad[] = {
		"", ".", "..", "a/b", "../process", "UPPER", "a.b",
		"a-name-that-is-much-too-long-for-a-named-event",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		is(command("create %s", bad[i]), EINVAL,
		   "create: '%s' is no name", bad[i]);
	is(command("create process"), EEXIST,
	   "create: a name can be used only once");
	is(command("create test"), EEXIST, "create: also when it is one's own");
	is(access("/sys/class/proclook/process/signal", R_OK), 0,
	   "create: the first bearer of the name is unharmed");
}

int main(void)
{
	suite_begin("gone", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	make_event();
	test_sleeping();
	make_event();
	test_exclusive();
	make_event();
	test_after();
	make_event();
	test_again();
	test_errors();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
