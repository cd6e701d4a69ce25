// SPDX-License-Identifier: GPL-2.0-or-later
/* Waiting and reading when something fails, and what the watcher has then */
#include <errno.h>
#include <tap.h>
#include <unistd.h>

#include "watcher.h"

static struct proclook_stats stats;

static void test_error(int error, int *where, const char *what)
{
	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&sample_exec);
	proclook_watch_read(watch, event);
	fake_publish();
	fake_publish();
	*where = error;
	errno = 0;
	is(proclook_watch_read(watch, event), -1, "%s: fails", what);
	is(errno, error, "%s: errno", what);
	is(seq(), 1, "%s: the event is as it was", what);
	is(proclook_watch_wait(watch, 0), 1, "%s: the next wait does not sleep", what);
	is(proclook_watch_read(watch, event), 1, "%s: then the record comes", what);
	is(proclook_event_get_missed(event), 1, "%s: with its gap", what);
	is(proclook_watch_wait(watch, 0), 0, "%s: and it sleeps", what);
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	is(stats.reads, 3, "%s: every call is a wakeup", what);
	is(stats.delivered + stats.duplicates, 2, "%s: a failed one is neither", what);
	watcher_close(what);
}

static void test_gone(enum proclook_wait_on wait_on)
{
	watcher_open(wait_on);
	fake_event(&sample_exec);
	proclook_watch_read(watch, event);
	fake_gone();
	is(proclook_watch_wait(watch, -1), 1, "gone: ready");
	errno = 0;
	is(proclook_watch_read(watch, event), -1, "gone: read fails");
	is(errno, ENODEV, "gone: ENODEV");
	is(seq(), 1, "gone: the event is as it was");
	fake_back();
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), -1, "another life is not this one");
	watcher_close("gone");
}

static void test_growth(void)
{
	static char path[20000];
	struct sample large = sample_exec;

	memset(path, 'p', sizeof(path));
	large.path = path;
	large.path_len = sizeof(path);
	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
	fake_event(&large);
	is(proclook_watch_read(watch, event), 1, "a record larger than we know");
	is_str(fake.steps, "aff", "asked for again with more room");
	is(strlen(proclook_event_get_path(event)), sizeof(path), "it is all there");
	fake_event(&sample_exec);
	is(proclook_watch_read(watch, event), 1, "a small one into the other buffer");
	fake_event(&large);
	is(proclook_watch_read(watch, event), 1, "and a large one again");
	is(strlen(proclook_event_get_path(event)), sizeof(path), "it is all there");
	fake.ioctl_error = EMSGSIZE;
	errno = 0;
	is(proclook_watch_read(watch, event), -1, "EMSGSIZE without a size");
	is(errno, EPROTO, "is nonsense");
	watcher_close("growth");
}

static bool interrupted(void)
{
	errno = EINTR;
	return true;
}

static void test_wait(void)
{
	watcher_open(PROCLOOK_WAIT_ATTRIBUTE);
	fake.asleep = interrupted;
	is(proclook_watch_wait(watch, -1), -1, "a signal");
	is(errno, EINTR, "EINTR");
	fake.asleep = NULL;
	fake.monotonic_ns = 0;
	is(proclook_watch_wait(watch, INT64_MAX), 0, "292 years");
	is(fake.monotonic_ns, INT64_MAX, "to the nanosecond");
	fake_reset();
	proclook_watch_close(watch);
	proclook_event_free(event);

	watcher_open(PROCLOOK_WAIT_DEVICE);
	close(proclook_watch_get_fd(watch));
	errno = 0;
	is(proclook_watch_wait(watch, -1), -1, "closed under its feet");
	is(errno, EBADF, "EBADF");
	proclook_watch_close(watch);
	proclook_event_free(event);
}

int main(void)
{
	test_error(EINTR, &fake.ioctl_error, "EINTR");
	test_error(ENOMEM, &fake.ioctl_error, "ENOMEM");
	test_error(EINTR, &fake.pread_error, "pread EINTR");
	test_gone(PROCLOOK_WAIT_ATTRIBUTE);
	test_gone(PROCLOOK_WAIT_DEVICE);
	test_growth();
	test_wait();
	return done_testing();
}
