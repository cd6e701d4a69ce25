// SPDX-License-Identifier: GPL-2.0-or-later
#include <curses.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "crash.h"
#include "util.h"

/* Last: it makes macros of common words */
#include <term.h>

static struct termios before;
static volatile sig_atomic_t is_on;

/* What ends it all, put together while it could be: a crashed program calls nobody */
static char ending[512];
static size_t ending_len;

/* Where the stack itself is what has come to its end */
static char stack[65536];

static int add_byte(int byte)
{
	if (ending_len < sizeof(ending))
		ending[ending_len++] = (char)byte;
	return byte;
}

static void compose_ending(void)
{
	static const char *const names[] = { "sgr0", "op", "rmkx", "cnorm", "rmcup" };
	size_t i;

	ending_len = 0;
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		const char *text = tigetstr(names[i]);

		if (text && text != (char *)-1)
			tputs(text, 1, add_byte);
	}
}

/* Behind it the signal comes again, and this time it kills */
static void restore(int number)
{
	size_t done = 0;
	ssize_t len = 0;

	for (; is_on && done < ending_len && len >= 0; done += (size_t)len)
		len = write(STDOUT_FILENO, ending + done, ending_len - done);
	if (is_on)
		tcsetattr(STDIN_FILENO, TCSANOW, &before);
	raise(number);
}

void crash_prepare(void)
{
	tcgetattr(STDIN_FILENO, &before);
}

void crash_restores_screen(void)
{
	static const int signals[] = {
		SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSYS, SIGTRAP,
	};
	const stack_t other = { .ss_sp = stack, .ss_size = sizeof(stack) };
	struct sigaction action = {
		.sa_handler = restore,
		.sa_flags = (int)(SA_RESETHAND | SA_ONSTACK),
	};
	size_t i;

	compose_ending();
	/* All others wait, SIGTTOU included, which would stop it */
	sigfillset(&action.sa_mask);
	sigaltstack(&other, NULL);
	is_on = true;
	for (i = 0; i < ARRAY_SIZE(signals); i++)
		sigaction(signals[i], &action, NULL);
}

void crash_leaves_screen(void)
{
	is_on = false;
}
