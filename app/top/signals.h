/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_SIGNALS_H
#define PROCLOOK_SIGNALS_H

#include <signal.h>

/**
 * struct signals - those that come as news, and interrupt nothing
 * @fd: to be polled for POLLIN
 * @caught: what is to end the program; 0
 * @old_mask: what was blocked before
 */
struct signals {
	int fd;
	int caught;
	sigset_t old_mask;
};

/* Return: 0, or -1 with errno */
int signals_start(struct signals *signals);

/* Return: the next one, 0 if there is none */
int signals_next(struct signals *signals);

/* Dies of the signal that was caught, if one was */
void signals_end(struct signals *signals);

#endif /* PROCLOOK_SIGNALS_H */
