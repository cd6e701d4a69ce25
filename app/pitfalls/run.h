/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PITFALLS_RUN_H
#define PITFALLS_RUN_H

#include <stdbool.h>

#include "lesson.h"

/**
 * struct run - what to do with a lesson
 * @form: play the fixed form, play the broken one
 * @trace: show the first round of each
 * @rounds: by the script
 * @chance: without it; what comes of them is told and not judged
 */
struct run {
	bool form[2];
	bool trace;
	unsigned int rounds;
	unsigned int chance;
};

/* Return: did each form come to what it must come to, in each round by the script? */
bool run_lesson(const struct run *run, size_t n);

#endif /* PITFALLS_RUN_H */
