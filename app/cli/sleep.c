// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "sleep.h"
#include "util.h"

static int64_t after(int64_t period)
{
	int64_t when;

	if (period == NEVER || __builtin_add_overflow(monotonic_ns(), period, &when))
		return NEVER;
	return when;
}

void sleep_start(struct sleep *sleep, int64_t duration, int64_t idle)
{
	memset(sleep, 0, sizeof(*sleep));
	sleep->end = after(duration);
	sleep->idle = idle;
	sleep->idle_end = after(idle);
	sleep->signal_fd = -1;
	sleep->nap = NEVER;
}

/* One that was ignored, as by nohup, stays ignored */
static void add_unless_ignored(sigset_t *set, int signal)
{
	struct sigaction action;

	if (!sigaction(signal, NULL, &action) && action.sa_handler != SIG_IGN)
		sigaddset(set, signal);
}

int sleep_catch_signals(struct sleep *sleep)
{
	sigset_t set;

	sigemptyset(&set);
	add_unless_ignored(&set, SIGINT);
	add_unless_ignored(&set, SIGTERM);
	add_unless_ignored(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, &sleep->old_mask);
	sleep->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (sleep->signal_fd >= 0)
		return 0;
	sigprocmask(SIG_SETMASK, &sleep->old_mask, NULL);
	return -1;
}

void sleep_end(struct sleep *sleep)
{
	if (sleep->signal_fd < 0)
		return;
	close(sleep->signal_fd);
	sleep->signal_fd = -1;
	/* Still blocked, it dies of it where the mask is restored */
	if (sleep->caught)
		raise(sleep->caught);
	sigprocmask(SIG_SETMASK, &sleep->old_mask, NULL);
}

void sleep_not_idle(struct sleep *sleep)
{
	sleep->idle_end = after(sleep->idle);
}

bool sleep_is_over(const struct sleep *sleep, int *code)
{
	int64_t now = monotonic_ns();

	if (now >= sleep->end)
		*code = EXIT_DONE;
	else if (now >= sleep->idle_end)
		*code = EXIT_TIMEOUT;
	else
		return false;
	return true;
}

static int64_t earliest(const struct sleep *sleep, int64_t nap_end)
{
	int64_t when = sleep->end < sleep->idle_end ? sleep->end : sleep->idle_end;

	return nap_end < when ? nap_end : when;
}

static int poll_until(struct pollfd *fds, nfds_t count, int64_t when)
{
	int64_t left = when == NEVER ? 0 : when - monotonic_ns();
	struct timespec timeout = {
		.tv_sec = left < 0 ? 0 : left / 1000000000,
		.tv_nsec = left < 0 ? 0 : left % 1000000000,
	};

	return ppoll(fds, count, when == NEVER ? NULL : &timeout, NULL);
}

static bool was_signalled(struct sleep *sleep)
{
	struct signalfd_siginfo info;

	if (read(sleep->signal_fd, &info, sizeof(info)) != sizeof(info))
		return false;
	sleep->caught = info.ssi_signo;
	return true;
}

/* A signal came, or nobody reads stdout any more */
static bool is_ended(struct sleep *sleep, const struct pollfd *fds)
{
	return (fds[0].revents && was_signalled(sleep)) || fds[1].revents;
}

static void fill_ends(const struct sleep *sleep, struct pollfd *fds)
{
	fds[0] = (struct pollfd){ .fd = sleep->signal_fd, .events = POLLIN };
	/* Asked for nothing, it tells when its reader is gone */
	fds[1] = (struct pollfd){ .fd = sleep->ignore_reader ? -1 : STDOUT_FILENO };
}

/* Is there somebody to go on for? */
static bool has_reader(const struct sleep *sleep, int *code)
{
	return !flush_stdout(code) || (sleep->ignore_reader && *code == EXIT_DONE);
}

bool sleep_on(struct sleep *sleep, int fd, short events, int *code)
{
	struct pollfd fds[3] = { { .fd = fd, .events = events } };
	int64_t nap_end = after(sleep->nap);

	fill_ends(sleep, fds + 1);
	while (has_reader(sleep, code)) {
		int ready = poll_until(fds, ARRAY_SIZE(fds), earliest(sleep, nap_end));

		*code = EXIT_DONE;
		if (ready < 0 && errno != EINTR) {
			warn_plain("poll: %s", strerror(errno));
			*code = EXIT_ERROR;
			return false;
		}
		if (ready > 0 && is_ended(sleep, fds + 1))
			return false;
		if (ready > 0 && fds[0].revents)
			return true;
		if (sleep_is_over(sleep, code))
			return false;
		if (monotonic_ns() >= nap_end)
			return true;
	}
	return false;
}

bool sleep_goes_on(struct sleep *sleep, int *code)
{
	struct pollfd fds[2];

	if (!has_reader(sleep, code))
		return false;
	fill_ends(sleep, fds);
	*code = EXIT_DONE;
	return poll_until(fds, ARRAY_SIZE(fds), 0) <= 0 || !is_ended(sleep, fds);
}
