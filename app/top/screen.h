/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_SCREEN_H
#define PROCLOOK_SCREEN_H

#include <stdbool.h>

/*
 * The terminal, which must be what it was whenever the program is not there: after its end,
 * a crash included, and while it is stopped.
 */

/* How a line is shown */
enum look {
	LOOK_PLAIN,
	LOOK_BAR,
	LOOK_DIM,
	LOOK_FRESH,
	LOOK_FAILED,
	LOOK_COUNT,
};

/* Return: 0, or the exit code; it is said on stderr why */
int screen_start(void);
void screen_end(void);

/* As SIGTSTP has it: stops here, and is on the screen again behind it */
void screen_stop(void);

/* Somebody else has used the terminal meanwhile */
void screen_again(void);

/* It has another size */
void screen_resize(void);

/* Line @y, all of it, in @look */
struct line;
void screen_put(int y, const struct line *line, enum look look, bool selected);

#endif /* PROCLOOK_SCREEN_H */
