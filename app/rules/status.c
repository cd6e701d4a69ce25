// SPDX-License-Identifier: GPL-2.0-or-later
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "status.h"

/* By the user, a shell, a service manager; or nobody reads what it writes */
static bool asks_to_end(int signal)
{
	switch (signal) {
	case SIGINT:
	case SIGTERM:
	case SIGHUP:
	case SIGPIPE:
		return true;
	default:
		return false;
	}
}

bool status_is_failure(int status)
{
	if (WIFSIGNALED(status))
		return !asks_to_end(WTERMSIG(status));
	return WEXITSTATUS(status);
}

bool status_is_crash(int status)
{
	if (!WIFSIGNALED(status))
		return false;
	switch (WTERMSIG(status)) {
	case SIGSEGV:
	case SIGABRT:
	case SIGBUS:
	case SIGFPE:
	case SIGILL:
	case SIGSYS:
	case SIGTRAP:
		return true;
	default:
		return false;
	}
}

static void format_signal(int signal, const char *core, char *buf, size_t size)
{
	const char *name = sigabbrev_np(signal);

	if (name)
		snprintf(buf, size, "signal=SIG%s%s", name, core);
	else if (signal >= SIGRTMIN && signal <= SIGRTMAX)
		snprintf(buf, size, "signal=SIGRTMIN+%d%s", signal - SIGRTMIN, core);
	else
		snprintf(buf, size, "signal=%d%s", signal, core);
}

void status_format(int status, char *buf, size_t size)
{
	if (WIFSIGNALED(status))
		format_signal(WTERMSIG(status), WCOREDUMP(status) ? " core" : "", buf, size);
	else
		snprintf(buf, size, "status=%d", WEXITSTATUS(status));
}
