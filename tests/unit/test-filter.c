// SPDX-License-Identifier: GPL-2.0-or-later
/* Watchers for which only some events count: by a filter of their own, or by their scope */
#include <errno.h>
#include <poll.h>
#include <tap.h>

#include "watcher.h"

static const struct proclook_filter exits = { .types = 1 << PROCLOOK_EXIT };

static struct proclook_stats stats;

static void begin(enum proclook_wait_on wait_on)
{
	watcher_open(wait_on);
	is(proclook_watch_set_filter(watch, &exits), 0, "a filter");
	memset(fake.steps, 0, sizeof(fake.steps));
}

static void is_next(uint64_t wanted, uint64_t missed, const char *what)
{
	is(proclook_watch_next(watch, event), 1, "%s: a record", what);
	is(seq(), wanted, "%s: it is number %ju", what, (uintmax_t)wanted);
	is(proclook_event_get_missed(event), missed, "%s: %ju missed", what, (uintmax_t)missed);
}

static void is_all(uint64_t events, const char *what)
{
	is(proclook_watch_next(watch, event), 0, "%s: then none", what);
	is(proclook_watch_wait(watch, 0), 0, "%s: and it sleeps", what);
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.delivered + stats.missed, events, "%s: delivered + missed is all", what);
}

/* From the attribute to the node: only that knows of filters */
static void test_switch(void)
{
	int attribute, node;

	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
	attribute = proclook_watch_get_fd(watch);
	is(proclook_watch_set_filter(watch, &exits), 0, "a filter while it polls the attribute");
	is_str(fake.steps, "Fc", "which is closed then");
	node = proclook_watch_get_fd(watch);
	ok(node != attribute, "it polls the node");
	is(proclook_watch_get_events(watch), POLLPRI, "for the same as ever");
	is(fake.open_files, 1, "and has nothing else");
	is(proclook_watch_wait(watch, 0), 0, "and sleeps: all up to now is seen");
	is(proclook_watch_set_filter(watch, &exits), 0, "another filter");
	is(proclook_watch_get_fd(watch), node, "the same node");
	watcher_close("switch");
}

static void test_next(void)
{
	begin(PROCLOOK_WAIT_DEVICE);
	is_all(0, "at first");
	fake_event(&sample_exec);
	is(proclook_watch_wait(watch, 0), 0, "not woken by what does not pass");
	fake_event(&sample_exit);
	is(proclook_watch_wait(watch, 0), 1, "woken by what passes");
	memset(fake.steps, 0, sizeof(fake.steps));
	is_next(2, 0, "what passes");
	is_str(fake.steps, "fr", "acknowledged, then read: no number says what lies between");
	is_all(1, "one");
	fake_event(&sample_exit);
	fake_event(&sample_fork);
	fake_event(&sample_exit);
	is_next(3, 0, "the first of two");
	is(proclook_watch_wait(watch, 0), 1, "it does not sleep yet");
	is_next(5, 0, "the second, which others lie before");
	is_all(3, "three");
	watcher_close("next");
}

static void test_overrun(void)
{
	int i;

	begin(PROCLOOK_WAIT_DEVICE);
	fake.keep = 3;
	for (i = 0; i < 4; i++) {
		fake_event(&sample_exec);
		fake_event(&sample_exit);
	}
	is_next(6, 2, "overrun: only what passes is missed");
	is_next(8, 0, "overrun: the rest");
	is_all(4, "overrun");
	for (i = 0; i < 4; i++)
		fake_event(&sample_exec);
	is(proclook_watch_wait(watch, 0), 0, "overrun by others: no reason to wake");
	fake_event(&sample_exit);
	is_next(13, 0, "overrun by others: nothing is missed");
	fake_event(&sample_exit);
	for (i = 0; i < 4; i++)
		fake_event(&sample_exec);
	is(proclook_watch_wait(watch, 0), 1, "what passed is overwritten: woken");
	is(proclook_watch_next(watch, event), 0, "what passed is overwritten: nothing to give");
	is(seq(), 13, "what passed is overwritten: the event is as it was");
	is(proclook_watch_wait(watch, 0), 0, "what passed is overwritten: then it sleeps");
	fake_event(&sample_exit);
	is_next(19, 1, "the next one tells of it");
	is_all(7, "overrun");
	watcher_close("overrun");
}

static void test_read(void)
{
	int i;

	watcher_open(PROCLOOK_WAIT_DEVICE);
	fake_event(&sample_exit);
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), 1, "without a filter");
	is(proclook_watch_set_filter(watch, &exits), 0, "a filter behind both");
	is(proclook_watch_read(watch, event), 0, "what was before is no news");
	is(seq(), 1, "but can be had");
	fake_event(&sample_exit);
	fake_event(&sample_exit);
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), 1, "the newest that passes");
	is(seq(), 4, "is that before the newest");
	is(proclook_event_get_missed(event), 1, "one of those that pass is missed");
	fake_event(&sample_exit);
	fake.keep = 2;
	for (i = 0; i < 4; i++)
		fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), 0, "it is overwritten: nothing");
	ok(!proclook_event_get_record(event), "and there is no other");
	fake_event(&sample_exit);
	is(proclook_watch_read(watch, event), 1, "the next");
	is(proclook_event_get_missed(event), 1, "tells of it");
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.delivered + stats.missed, 6, "delivered + missed is all, then all that passes");
	is(stats.duplicates, 2, "two brought nothing new");
	watcher_close("read");
}

static void test_change(void)
{
	const struct proclook_filter execs = { .types = 1 << PROCLOOK_EXEC };

	begin(PROCLOOK_WAIT_DEVICE);
	fake_event(&sample_exec);
	fake_event(&sample_exit);
	fake_event(&sample_exit);
	is_next(2, 0, "with the first filter");
	is(proclook_watch_set_filter(watch, &execs), 0, "another one");
	is(proclook_watch_next(watch, event), 0, "all up to now was seen");
	fake_event(&sample_exit);
	fake_event(&sample_exec);
	is_next(5, 0, "what passes now");
	watcher_close("change");
}

static void test_scope(enum proclook_wait_on wait_on)
{
	struct sample other = sample_exec;

	other.uid = 1001;
	fake_reset();
	fake.own_only = true;
	watch = proclook_watch_open("process", wait_on);
	event = proclook_event_new();
	fake_event(&other);
	fake_event(&sample_exec);
	fake_event(&other);
	is_next(2, 0, "its own");
	is(proclook_watch_next(watch, event), 0, "and no other");
	is(proclook_watch_wait(watch, 0), 0, "then it sleeps");
	fake.keep = 2;
	fake_event(&sample_exec);
	fake_event(&sample_exec);
	fake_event(&other);
	is_next(5, 1, "only of its own one can be missed");
	is_all(3, "its own");
	watcher_close("scope");
}

static void test_seek(void)
{
	begin(PROCLOOK_WAIT_DEVICE);
	fake.keep = 4;
	fake_event(&sample_exit);
	fake_event(&sample_exit);
	fake_event(&sample_exec);
	fake_event(&sample_exit);
	fake_event(&sample_exit);
	fake_event(&sample_exec);
	is(proclook_watch_seek(watch, 0), 0, "seek to the oldest");
	is_next(4, 0, "the first there that passes");
	is_next(5, 0, "the next");
	is(proclook_watch_seek(watch, 5), 0, "seek back");
	is(proclook_watch_wait(watch, 0), 1, "it does not sleep then");
	is_next(5, 0, "once more");
	errno = 0;
	is(proclook_watch_seek(watch, 2), -1, "seek to what is overwritten");
	is(errno, ENODATA, "nobody knows how many passed");
	is(proclook_watch_next(watch, event), 0, "a seek that fails changes nothing");
	watcher_close("seek");
}

static void refused(const struct proclook_filter *filter, int error, const char *what)
{
	int fd = proclook_watch_get_fd(watch);

	errno = 0;
	is(proclook_watch_set_filter(watch, filter), -1, "%s: refused", what);
	is(errno, error, "%s: errno", what);
	is(proclook_watch_get_fd(watch), fd, "%s: it polls what it polled", what);
}

static void test_errors(void)
{
	static const int errors[] = { EPERM, EUSERS, ENOMEM, EINTR };
	const struct proclook_filter none = { 0 };
	size_t i;

	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
	refused(&none, EINVAL, "no type");
	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		fake.ioctl_error = errors[i];
		refused(&exits, errors[i], strerrorname_np(errors[i]));
	}
	fake_event(&sample_exec);
	is(proclook_watch_next(watch, event), 1, "still without a filter");
	watcher_close("errors");

	watcher_open(PROCLOOK_WAIT_DEVICE);
	proclook_watch_wait(watch, 0);
	refused(&exits, EBUSY, "polled before");
	fake_gone();
	refused(&exits, ENODEV, "gone");
	watcher_close("busy");
}

int main(void)
{
	test_switch();
	test_next();
	test_overrun();
	test_read();
	test_change();
	test_scope(PROCLOOK_WAIT_ATTRIBUTE);
	test_scope(PROCLOOK_WAIT_DEVICE);
	test_seek();
	test_errors();
	return done_testing();
}
