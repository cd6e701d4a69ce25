/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Processes that execute a program which does nothing */
#ifndef BENCH_EXEC_H
#define BENCH_EXEC_H

#include <stddef.h>

/* The program; its path has so many bytes */
#define NOTHING		"/tests/bin/a-path-of-exactly-forty-bytes"

/* So many processes that execute it, with that many bytes of arguments, at least 1 */
void loop_exec(int processes, size_t bytes);

/*
 * The same with 200 bytes of arguments, each process with its own: the numbers from @from
 * to @from + @count - 1 are among them
 */
void loop_exec_numbers(int from, int count);
/* What a reader sees of such a process: all arguments, with blanks in between */
#define EXEC_TEXT_SIZE	200
void exec_text(char text[EXEC_TEXT_SIZE], int number);

#endif /* BENCH_EXEC_H */
