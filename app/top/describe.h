/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESCRIBE_H
#define PROCLOOK_DESCRIBE_H

#include "node.h"

/*
 * What is said of a process, fit to be shown: text that it has chosen is escaped.  What does
 * not fit into @buf is cut between two characters.
 */

/* Its name and its arguments but the first, which seldom says more than the name */
void describe_command(const struct process *process, char *buf, size_t size);

/* "" while it runs; else how it has ended, and how long it was there */
void describe_status(const struct node *node, char *buf, size_t size);

/* Something to look at: a status other than 0, or a signal */
bool describe_is_failure(const struct node *node);

/* Local time; the date if it was another day than @now_ns, or the year; both CLOCK_REALTIME */
void describe_time(int64_t time_ns, int64_t now_ns, char *buf, size_t size);

/* Name of the user, or the number where there is none */
void describe_user(uint32_t uid, char *buf, size_t size);

/* All of it in lines: to be freed.  Return: NULL if there is no memory */
char *describe_all(const struct node *node, int64_t boot_ns);

/* CLOCK_REALTIME of the boot: with CLOCK_BOOTTIME the time of day */
int64_t describe_boot_ns(void);
int64_t describe_now_ns(void);

#endif /* PROCLOOK_DESCRIBE_H */
