// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "bench.h"

#include <sched.h>
#include <stdarg.h>
#include <stdlib.h>

#define ROUNDS	100000

/* A loop whose instructions are known: two of them */
static uint64_t known_loop(void)
{
	uint64_t begin = instructions(), left = ROUNDS;

	asm volatile("1: dec %0; jnz 1b" : "+r" (left) : : "cc");

	return instructions() - begin;
}

/* Timer interrupts come in between, in one of several tries none or a short one */
void counter_check(void)
{
	uint64_t least = UINT64_MAX;
	int i;

	for (i = 0; i < 20; i++) {
		uint64_t counted = known_loop();

		if (counted < least)
			least = counted;
	}
	if (least < 2 * ROUNDS || least > 2 * ROUNDS + ROUNDS / 50)
		bail("%d instructions are %llu ticks: this machine does not count them",
		     2 * ROUNDS, (unsigned long long)least);
}

void samples_add(struct samples *samples, double value)
{
	if (samples->count == samples->room) {
		samples->room = samples->room ? 2 * samples->room : 64;
		samples->value = realloc(samples->value,
					 samples->room * sizeof(*samples->value));
		must(samples->value);
	}
	samples->value[samples->count++] = value;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static void sort(struct samples *samples)
{
	qsort(samples->value, samples->count, sizeof(*samples->value), compare);
}

static double quantile(struct samples *samples, double part)
{
	must(samples->count);
	sort(samples);

	return samples->value[(size_t)(part * (samples->count - 1) + 0.5)];
}

double samples_median(struct samples *samples)
{
	return quantile(samples, 0.5);
}

double samples_midmean(struct samples *samples)
{
	size_t quarter = samples->count / 4, i;
	double sum = 0;

	must(samples->count);
	sort(samples);
	for (i = quarter; i < samples->count - quarter; i++)
		sum += samples->value[i];

	return sum / (samples->count - 2 * quarter);
}

void samples_clear(struct samples *samples)
{
	free(samples->value);
	*samples = (struct samples){ 0 };
}

void samples_print(struct samples *samples, const char *name, ...)
{
	char text[64];
	va_list ap;

	va_start(ap, name);
	vsnprintf(text, sizeof(text), name, ap);
	va_end(ap);
	diag("figure %s %.1f %.1f %.1f", text, quantile(samples, 0.5),
	     quantile(samples, 0.25), quantile(samples, 0.75));
}

void figure_print(const char *name, double value, ...)
{
	char text[64];
	va_list ap;

	va_start(ap, value);
	vsnprintf(text, sizeof(text), name, ap);
	va_end(ap);
	diag("figure %s %.2f", text, value);
}

void be_scheduled(int priority)
{
	struct sched_param param = { .sched_priority = priority > 0 ? priority : 0 };
	int policy = priority > 0 ? SCHED_FIFO : priority < 0 ? SCHED_IDLE : SCHED_OTHER;

	must(!sched_setscheduler(0, policy, &param));
}
