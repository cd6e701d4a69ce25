/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program proclook, as often as one likes: main() with streams of its own */
#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

#include <stddef.h>

/*
 * struct run - what it did
 * @code: exit code
 * @out, @err: what it wrote, with a NUL behind; to be freed with run_end()
 */
struct run {
	int code;
	char *out;
	size_t out_len;
	char *err;
	size_t err_len;
};

/* @argv begins with the program's name and ends with NULL */
void run_program(struct run *run, int argc, char **argv);
void run_end(struct run *run);

#endif /* FUZZ_PROGRAM_H */
