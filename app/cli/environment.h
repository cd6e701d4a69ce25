/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_ENVIRONMENT_H
#define PROCLOOK_ENVIRONMENT_H

#include <proclook.h>

/*
 * Sets PROCLOOK_TYPE and so on to what the event has, and removes what it has not.
 * Return: 0, or -1 if there is no memory
 */
int environment_set(const struct proclook_event *event);

#endif /* PROCLOOK_ENVIRONMENT_H */
