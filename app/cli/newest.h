/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_NEWEST_H
#define PROCLOOK_NEWEST_H

#include <proclook.h>

/* The newest event, without waiting; none where there was none.  Return: 0, or -1 with errno */
int newest_read(const char *name, struct proclook_event *event);

#endif /* PROCLOOK_NEWEST_H */
