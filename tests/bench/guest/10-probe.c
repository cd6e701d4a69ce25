// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a probe costs when nobody listens, beside the kernel's own trace events
 *
 * Both between the same two ticks of the stopwatch.  A process gives a fork, an exec and an
 * exit; threads are counted with their node open, as there is no probe otherwise.
 */
#define _GNU_SOURCE
#include "exec.h"
#include "stopwatch.h"

#include <errno.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define PROCESSES	200
#define REPEATS		5
#define ARGS		200

#define TRACING		"/sys/kernel/tracing/"

/**
 * struct probe - one tracepoint's probes
 * @name: of the figure
 * @tracepoint: where they are
 * @all: what each event cost
 * @least: of the medians of all repeats the least
 * @most: the greatest
 */
struct probe {
	const char	*name;
	enum tracepoint	tracepoint;
	struct samples	all;
	double		least;
	double		most;
};

static void probe_add(struct probe *probe)
{
	static struct samples samples;
	double median;
	size_t i;

	stopwatch_read(probe->tracepoint, &samples);
	for (i = 0; i < samples.count; i++)
		samples_add(&probe->all, samples.value[i]);
	median = samples_median(&samples);
	if (!probe->least || median < probe->least)
		probe->least = median;
	if (median > probe->most)
		probe->most = median;
}

static void measure(struct probe *probes, size_t count, void (*loop)(void))
{
	size_t i;
	int repeat;

	for (repeat = 0; repeat < REPEATS; repeat++) {
		stopwatch_start();
		loop();
		for (i = 0; i < count; i++)
			probe_add(&probes[i]);
	}
	for (i = 0; i < count; i++) {
		samples_print(&probes[i].all, "%s", probes[i].name);
		ok(probes[i].all.count >= REPEATS * PROCESSES, "%s: each event was measured",
		   probes[i].name);
		ok(probes[i].least > 0 && probes[i].most <= 1.02 * probes[i].least,
		   "%s: medians agree within 2 %%: %.0f to %.0f", probes[i].name,
		   probes[i].least, probes[i].most);
	}
}

static void processes(void)
{
	loop_exec(PROCESSES, ARGS);
}

static void *leave(void *unused)
{
	return unused;
}

static void threads(void)
{
	pthread_t thread;
	int i;

	/* The last one may be joined before it is there */
	for (i = 0; i <= PROCESSES; i++) {
		errno = pthread_create(&thread, NULL, leave, NULL);
		must(!errno && !pthread_join(thread, NULL));
	}
}

static void switch_events(const char *on)
{
	write_line(TRACING "events/sched/sched_process_fork/enable", on);
	write_line(TRACING "events/sched/sched_process_exec/enable", on);
	write_line(TRACING "events/sched/sched_process_exit/enable", on);
}

static unsigned long long traced(void)
{
	unsigned long long entries = 0;
	char line[128];
	FILE *file = fopen(TRACING "per_cpu/cpu0/stats", "re");

	must(file);
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "entries: %llu", &entries) == 1)
			break;
	must(!fclose(file));

	return entries;
}

static void measure_trace(void)
{
	struct probe probes[] = {
		{ .name = "trace.fork", .tracepoint = FORK },
		{ .name = "trace.exec", .tracepoint = EXEC },
		{ .name = "trace.exit", .tracepoint = EXIT },
	};

	write_line(TRACING "trace", "");
	write_line(TRACING "tracing_on", "1");
	switch_events("1");
	measure(probes, ARRAY_SIZE(probes), processes);
	switch_events("0");
	ok(traced() >= ARRAY_SIZE(probes) * REPEATS * PROCESSES, "trace: each event was written");
}

static void measure_probe(void)
{
	struct probe probes[] = {
		{ .name = "probe.fork", .tracepoint = FORK },
		{ .name = "probe.exec", .tracepoint = EXEC },
		{ .name = "probe.exit", .tracepoint = EXIT },
	};
	__u64 before = attribute("process", "notifications");

	measure(probes, ARRAY_SIZE(probes), processes);
	is(attribute("process", "watchers"), 0, "probe: nobody watches");
	is(attribute("process", "notifications"), before, "probe: nobody was told");
}

/* Hooked while the node is open.  The probe of processes is called for threads, too */
static void measure_threads(void)
{
	struct probe probes[] = {
		{ .name = "probe.thread_create", .tracepoint = NEWTASK },
		{ .name = "probe.thread_exit", .tracepoint = EXIT },
	};
	int node;

	must(eventually(node_is_ready, (char *)"thread"));
	node = open_watcher("thread");
	while (!attribute("thread", "overwritten"))
		threads();
	measure(probes, ARRAY_SIZE(probes), threads);
	must(!close(node));
}

/* The record that was measured, once more */
static void check_exec(void)
{
	const struct proclook_filter execs = { .types = 1ULL << PROCLOOK_EXEC };
	int node = open_watcher("process");
	static struct snap snap;

	must(!ioctl(node, PROCLOOK_IOC_FILTER, &execs));
	loop_exec(1, ARGS);
	must(!snapshot(node, &snap));
	is_str(record_path(&snap.record), NOTHING, "exec: it was this program");
	is(snap.record.path_len, 40, "exec: its path has 40 bytes");
	is(snap.record.args_len, ARGS, "exec: its arguments have 200 bytes");
	close(node);
}

int main(void)
{
	suite_begin("probe", 170);
	counter_check();
	stopwatch_load();

	measure_trace();
	load_and_fill(NULL);
	measure_probe();
	check_exec();
	measure_threads();

	unload("proclook");
	stopwatch_unload();

	return done_testing();
}
