// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench.h"

#include <stdlib.h>

double steps_cost(size_t count, int repeats, void (*step)(size_t index))
{
	struct samples *samples = calloc(count, sizeof(*samples));
	double sum = 0;
	size_t i;

	must(samples);
	while (repeats--) {
		for (i = 0; i < count; i++) {
			uint64_t begin = instructions();

			step(i);
			samples_add(&samples[i], instructions() - begin);
		}
	}
	for (i = 0; i < count; i++) {
		sum += samples_midmean(&samples[i]);
		samples_clear(&samples[i]);
	}
	free(samples);

	return sum;
}
