/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_JOURNAL_H
#define PROCLOOK_JOURNAL_H

#include "entry.h"

#define JOURNAL_SOCKET	"/run/systemd/journal/socket"

/*
 * sd_journal_sendv() takes an entry for sent where there is no journal, and may sleep for
 * ever where there is one that does not read.  This is a socket of our own that is never
 * written: it says what holds.
 */

/* Return: the socket, or -1 with errno */
int journal_open(void);

/* Is there a journal?  It may be another one by now.  Return: 0, or -1 with errno */
int journal_connect(int fd);

/* Does it take an entry at once? */
bool journal_has_room(int fd);

/* Return: 0, or -1 with errno */
int journal_send(const struct entry *entry);

#endif /* PROCLOOK_JOURNAL_H */
