// SPDX-License-Identifier: GPL-2.0-or-later
/* A target with faults: what the fuzzer must not take for success */
#include <limits.h>
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char fault = size ? (char)*data : '-';
	volatile int number = INT_MAX;
	char *volatile memory = room(size);

	must(fault != 'b');
	if (fault == 'o')
		memory[size] = '\0';
	if (fault == 'u')
		number++;
	if (fault != 'l')
		free(memory);
	memory = NULL;
	return 0;
}
