/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_LINES_H
#define FUZZ_LINES_H

#include <stdbool.h>
#include <stdint.h>

/* What "show" or "watch" without --format has printed */
struct lines {
	uint64_t events;
	uint64_t duplicates;
	uint64_t banners;
	/* The sum of all gaps, also of those in events */
	uint64_t missed;
};

/* Every line is one of these, and nothing in it is harmful */
void lines_read(struct lines *lines, const char *out, bool json);

#endif /* FUZZ_LINES_H */
