// SPDX-License-Identifier: GPL-2.0-or-later
#include <curses.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "crash.h"
#include "line.h"
#include "screen.h"
#include "util.h"

/* How long it waits for the rest of a key that begins with Escape */
#define ESCAPE_MS	25

static chtype looks[LOOK_COUNT];

static void choose_looks(void)
{
	const char *no_color = getenv("NO_COLOR");

	looks[LOOK_BAR] = A_REVERSE;
	looks[LOOK_DIM] = A_DIM;
	looks[LOOK_FRESH] = A_BOLD;
	looks[LOOK_FAILED] = A_BOLD;
	if ((no_color && *no_color) || !has_colors() || start_color() == ERR)
		return;
	use_default_colors();
	init_pair(1, COLOR_GREEN, -1);
	init_pair(2, COLOR_RED, -1);
	looks[LOOK_FRESH] |= COLOR_PAIR(1);
	looks[LOOK_FAILED] |= COLOR_PAIR(2);
}

static int check_terminal(void)
{
	static const char *const names[] = { "stdin", "stdout" };
	int fd;

	for (fd = STDIN_FILENO; fd <= STDOUT_FILENO; fd++) {
		if (isatty(fd))
			continue;
		warn_plain("%s is no terminal", names[fd]);
		return EXIT_USAGE;
	}
	return GO_ON;
}

int screen_start(void)
{
	const char *term = getenv("TERM");
	int code = check_terminal();

	if (code != GO_ON)
		return code;
	crash_prepare();
	if (!newterm(NULL, stdout, stdin)) {
		warn_plain("this terminal cannot be used: TERM=%s", term ? term : "");
		return EXIT_USAGE;
	}
	crash_restores_screen();
	set_escdelay(ESCAPE_MS);
	/* What it draws is not put off because of a key */
	typeahead(-1);
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	curs_set(0);
	choose_looks();
	return 0;
}

void screen_end(void)
{
	/* A second time it would take away what was said meanwhile */
	if (!isendwin())
		endwin();
	crash_leaves_screen();
}

void screen_stop(void)
{
	sigset_t set, old;

	screen_end();
	signal(SIGTSTP, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	raise(SIGTSTP);
	/* Here it stands still until SIGCONT */
	sigprocmask(SIG_UNBLOCK, &set, &old);
	sigprocmask(SIG_SETMASK, &old, NULL);
	crash_restores_screen();
	screen_resize();
}

void screen_resize(void)
{
	struct winsize size;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_row && size.ws_col)
		resizeterm(size.ws_row, size.ws_col);
	clearok(curscr, TRUE);
}

void screen_again(void)
{
	/* Where it has left the screen it will draw all of it in any case */
	if (isendwin())
		return;
	reset_prog_mode();
	/* Of another size others have been told */
	screen_resize();
}

void screen_put(int y, const struct line *line, enum look look, bool selected)
{
	attrset(looks[look] | (selected ? A_REVERSE : 0));
	mvaddnwstr(y, 0, line->text, (int)line->len);
	attrset(A_NORMAL);
}
