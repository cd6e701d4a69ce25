/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_ENVIRONMENT_H
#define PROCLOOK_ENVIRONMENT_H

#include <stddef.h>

#include <proclook.h>

/*
 * What a command runs in
 * @strings: as posix_spawn() wants them
 * @own: how many at the beginning are about the event; the rest is inherited
 */
struct environment {
	char **strings;
	size_t own;
};

/*
 * PROCLOOK_TYPE and so on, as far as the event has them, and all that begins otherwise.
 * Return: 0, or -1 if there is no memory; environment_end() in any case
 */
int environment_start(struct environment *env, const struct proclook_event *event);
void environment_end(struct environment *env);

#endif /* PROCLOOK_ENVIRONMENT_H */
