/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_PROC_H
#define PROCLOOK_PROC_H

#include <stddef.h>
#include <stdint.h>

/* What /proc knows of a process, which is asked where no record tells it */

/*
 * The arguments of a process, each with its NUL, in @size bytes at most.
 * Return: their bytes; 0 where it has none, is another one, or may not be asked
 */
size_t proc_read_args(int32_t pid, uint64_t start_ns, char *buf, size_t size);

/* Becomes ready for reading when the process has ended.  Return: -1 where there is no such one */
int proc_open_pidfd(int32_t pid, uint64_t start_ns);

#endif /* PROCLOOK_PROC_H */
