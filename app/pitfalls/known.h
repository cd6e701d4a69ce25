/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The processes that a watcher knows; of all that there are, the children of this program */
#ifndef PITFALLS_KNOWN_H
#define PITFALLS_KNOWN_H

#include <sys/types.h>

#include <proclook.h>

void known_clear(void);

/* Each as often as it was added */
int known_count(pid_t pid);

/* By three ways to learn of one.  Return: how many were added, or the list's sequence number */
int known_add_proc(void);
uint64_t known_add_list(struct proclook_watch *watch);
int known_add_event(const struct proclook_event *event);

#endif /* PITFALLS_KNOWN_H */
