/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_CRASH_H
#define PROCLOOK_CRASH_H

/* A program that crashes leaves the terminal as it found it, too */

/* Remembers how it is; before ncurses changes it */
void crash_prepare(void);

/* From now on, until it is left: ncurses has begun */
void crash_restores_screen(void);
void crash_leaves_screen(void);

#endif /* PROCLOOK_CRASH_H */
