/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What somebody says of the processes of loop_exec_numbers(): it counts if path and arguments
 * are right to the last byte
 */
#ifndef BENCH_HEARD_H
#define BENCH_HEARD_H

#include <stdbool.h>
#include <stddef.h>

/* Of greater numbers nobody can say anything, and nobody can say more than so much */
#define HEARD_MAX	20000

/* Forgets all; before the processes are started that are to be heard */
void heard_begin(void);

/* A line with path and arguments, blanks in between, and what else a program prints */
bool heard_line(const char *line);

/*
 * Path and arguments as the kernel has them, with a NUL behind each.  Only kept, whichever
 * process calls this, since looking at them costs as much as fetching them: heard_kept()
 * does that later
 */
void heard_keep(const char *path, const char *args, size_t len);
void heard_kept(void);

/* How many of these numbers were heard */
int heard_count(int from, int count);

#endif /* BENCH_HEARD_H */
