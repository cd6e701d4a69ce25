// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

/* stderr may be the target's own at this moment */
void broken(const char *condition, const char *file, int line)
{
	dprintf(STDERR_FILENO, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

void chose(unsigned int number)
{
	/* The fuzzer finds it by the section's name, and clears it before each run */
	static uint8_t chosen[CHOICES]
		__attribute__((section("__libfuzzer_extra_counters"), used));

	chosen[number % CHOICES]++;
}

void *room(size_t size)
{
	void *memory;

	if (!size)
		return NULL;
	memory = malloc(size);
	if (!memory)
		abort();
	return memory;
}

uint64_t take(struct input *input, size_t bytes)
{
	uint64_t number = 0;
	size_t i;

	for (i = 0; i < bytes && input->left; i++) {
		number |= (uint64_t)*input->at++ << 8 * i;
		input->left--;
	}
	return number;
}

size_t take_up_to(struct input *input, size_t max)
{
	return take(input, max < 256 ? 1 : 2) % (max + 1);
}

char *take_bytes(struct input *input, size_t *len)
{
	char *bytes;

	if (*len > input->left)
		*len = input->left;
	bytes = room(*len + 1);
	memcpy(bytes, input->at, *len);
	bytes[*len] = '\0';
	input->at += *len;
	input->left -= *len;
	return bytes;
}

char *take_until(struct input *input, char end, size_t *len)
{
	const uint8_t *found = NULL;
	char *bytes;

	if (input->left)
		found = memchr(input->at, end, input->left);
	*len = found ? (size_t)(found - input->at) : input->left;
	bytes = take_bytes(input, len);
	take(input, 1);
	return bytes;
}

char *take_text(struct input *input, size_t len, const char *const *words)
{
	bool spelled = take(input, 1) & 1;
	size_t size = 1, count = 0;
	char *text;

	if (!spelled)
		return take_bytes(input, &len);
	while (words[count])
		count++;
	must(count);
	text = calloc(1, size);
	for (; len && input->left; len--) {
		size_t chosen = take(input, 1) % count;
		size_t more = strlen(words[chosen]);
		char *longer = realloc(text, size + more);

		must(longer);
		chose(chosen);
		text = longer;
		memcpy(text + size - 1, words[chosen], more + 1);
		size += more;
	}
	return text;
}
