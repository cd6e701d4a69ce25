// SPDX-License-Identifier: GPL-2.0-or-later
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "signals.h"
#include "util.h"

/* One that was ignored, as by nohup, stays ignored */
static void add_unless_ignored(sigset_t *set, int number)
{
	struct sigaction action;

	if (!sigaction(number, NULL, &action) && action.sa_handler != SIG_IGN)
		sigaddset(set, number);
}

int signals_start(struct signals *signals)
{
	static const int numbers[] = {
		SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH,
	};
	sigset_t set;
	size_t i;

	signals->caught = 0;
	sigemptyset(&set);
	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		add_unless_ignored(&set, numbers[i]);
	sigprocmask(SIG_BLOCK, &set, &signals->old_mask);
	signals->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (signals->fd >= 0)
		return 0;
	sigprocmask(SIG_SETMASK, &signals->old_mask, NULL);
	return -1;
}

int signals_next(struct signals *signals)
{
	struct signalfd_siginfo info;

	if (read(signals->fd, &info, sizeof(info)) != sizeof(info))
		return 0;
	return (int)info.ssi_signo;
}

void signals_end(struct signals *signals)
{
	if (signals->fd < 0)
		return;
	close(signals->fd);
	signals->fd = -1;
	/* Still blocked, it dies of it where the mask is restored; ncurses would only tidy up */
	if (signals->caught) {
		signal(signals->caught, SIG_DFL);
		raise(signals->caught);
	}
	sigprocmask(SIG_SETMASK, &signals->old_mask, NULL);
}
