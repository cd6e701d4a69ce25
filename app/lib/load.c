// SPDX-License-Identifier: LGPL-2.1-or-later
/* A position, which is stored in one piece of 64 bits, as the program's word allows */
#include "ring.h"

#ifdef __LP64__
uint64_t pl_ring_load(const void *position)
{
	return __atomic_load_n((const uint64_t *)position, __ATOMIC_ACQUIRE);
}
#else
/* The upper half changes every 4 GiB: it differs each time only where somebody lies */
#define ATTEMPTS	1000

uint64_t pl_ring_load(const void *position)
{
	const uint32_t *halves = position;
	const int upper = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
	uint32_t high, low, before;
	int i;

	high = __atomic_load_n(&halves[upper], __ATOMIC_ACQUIRE);
	for (i = 0; i < ATTEMPTS; i++) {
		before = high;
		low = __atomic_load_n(&halves[!upper], __ATOMIC_ACQUIRE);
		high = __atomic_load_n(&halves[upper], __ATOMIC_ACQUIRE);
		if (high == before)
			break;
	}
	return (uint64_t)high << 32 | low;
}
#endif
