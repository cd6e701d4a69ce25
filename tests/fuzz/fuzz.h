/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What every fuzz target uses: the bytes that it was given, and its verdict
 *
 * A target takes numbers first and strings last, so that a byte that is inserted
 * into a string does not change what the numbers mean.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* For a condition that holds whatever the input: the fuzzer keeps what breaks it */
#define must(condition) \
	((condition) ? (void)0 : broken(#condition, __FILE__, __LINE__))

void broken(const char *condition, const char *file, int line)
	__attribute__((noreturn));

struct input {
	const uint8_t *at;
	size_t left;
};

/* The next @bytes as one number, at most 8; behind the end there are zeros */
uint64_t take(struct input *input, size_t bytes);

/* A number up to @max, which is below 65536 */
size_t take_up_to(struct input *input, size_t max);

/*
 * The next @len bytes, or what is left of them, and one more byte, a NUL, in memory
 * of just this size: ASan sees who reads on.  To be freed.
 */
char *take_bytes(struct input *input, size_t *len);

/* The same up to the next @end, which is taken too */
char *take_until(struct input *input, char end, size_t *len);

/*
 * A string from the next @len bytes.  Chance seldom spells a word: where the byte before
 * them is odd, each stands for one of @words, which end with NULL.
 */
char *take_text(struct input *input, size_t len, const char *const *words);

/*
 * To the fuzzer, a choice with this number is as good as a branch: what was not chosen
 * yet is worth to be kept.  For choices that no branch shows, as from a table.
 */
#define CHOICES	1024
void chose(unsigned int number);

/* malloc() that ends the program where there is no memory; 0 bytes are NULL */
void *room(size_t size);

#endif /* FUZZ_H */
