// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "exec.h"
#include "stopwatch.h"

#define DEBUGFS		"/sys/kernel/debug/stopwatch/"
#define PROCESSES	100

static const char *const names[TRACEPOINTS] = {
	[NEWTASK] = "task_newtask",
	[FORK] = "sched_process_fork",
	[EXEC] = "sched_process_exec",
	[EXIT] = "sched_process_exit",
};

static double empty[TRACEPOINTS];

void stopwatch_start(void)
{
	char path[64];
	int i;

	for (i = 0; i < TRACEPOINTS; i++) {
		snprintf(path, sizeof(path), DEBUGFS "%s/start", names[i]);
		write_line(path, "1");
	}
}

void stopwatch_read(enum tracepoint tracepoint, struct samples *samples)
{
	unsigned int distance;
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), DEBUGFS "%s/distances", names[tracepoint]);
	file = fopen(path, "re");
	must(file);
	samples->count = 0;
	while (fscanf(file, "%u", &distance) == 1)
		samples_add(samples, distance - empty[tracepoint]);
	must(!fclose(file));
}

/* Nothing else may be hooked yet */
void stopwatch_load(void)
{
	struct samples samples = { };
	int i;

	if (run("modprobe", "stopwatch", NULL))
		bail("modprobe stopwatch failed");
	stopwatch_start();
	loop_exec(PROCESSES, 1);
	for (i = 0; i < TRACEPOINTS; i++) {
		stopwatch_read(i, &samples);
		empty[i] = samples_median(&samples);
		diag("%s: %.0f instructions with nothing in between", names[i], empty[i]);
	}
	free(samples.value);
}

void stopwatch_unload(void)
{
	unload("stopwatch");
}
