/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happened, in the order in which it did, with a column for each actor */
#ifndef PITFALLS_TRACE_H
#define PITFALLS_TRACE_H

#define MAX_ACTORS	5

void trace_clear(void);
/* Locks; cuts what does not fit */
void trace_add(int actor, const char *text);
void trace_print(const char *const names[], int count);

/* The same for "NAME: TEXT" on stdin, one a line; other lines mean nothing */
int trace_columns(char *const names[], int count);

#endif /* PITFALLS_TRACE_H */
