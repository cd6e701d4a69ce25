// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The whole program on the fake kernel of the unit tests: any arguments, any
 * events, errors and devices that come and go.  What it prints can be read, and
 * accounts for every event.
 *
 *	input: whether stdout is a terminal, the arguments, what the kernel does
 */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actions.h"
#include "fake.h"
#include "job.h"
#include "lines.h"
#include "program.h"
#include "util.h"

#define ARGS_MAX	12

/* What the program made of its arguments, and what it counted */
static struct {
	bool shows;
	struct output output;
	bool ran;
	struct job job;
	uint64_t seq_before;
} seen;

static bool terminal;

__attribute__((constructor)) static void begin(void)
{
	setenv("TZ", "UTC0", 1);
	setenv("TERM", "xterm", 1);
	setenv("FAKE_ROOT", "/nonexistent", 1);
	unsetenv("NO_COLOR");
}

int __wrap_isatty(int fd);
int __wrap_isatty(int fd)
{
	return fd == 1 && terminal;
}

int __wrap_getpwuid_r(uid_t uid, struct passwd *entry, char *buf, size_t size,
		      struct passwd **found);
int __wrap_getpwuid_r(uid_t uid, struct passwd *entry, char *buf, size_t size,
		      struct passwd **found)
{
	(void)uid, (void)entry, (void)buf, (void)size;
	*found = NULL;
	return 0;
}

void __real_output_start(struct output *output);
void __wrap_output_start(struct output *output);
void __wrap_output_start(struct output *output)
{
	__real_output_start(output);
	seen.shows = true;
	seen.output = *output;
}

int __real_job_run(struct job *job);
int __wrap_job_run(struct job *job);
int __wrap_job_run(struct job *job)
{
	int code;

	seen.seq_before = fake.seq;
	code = __real_job_run(job);
	seen.ran = true;
	seen.job = *job;
	return code;
}

/* Ended by our EIO, it had slept, so nothing may have been left to fetch */
static void check_ledger(const struct run *run)
{
	const struct proclook_stats *total = &seen.job.total;
	uint64_t accounted = total->delivered + total->missed;

	/* Nor is there anything to account for if it waits for another device */
	if (actions.faulty || !strchr(fake.steps, 'N'))
		return;
	must(!total->reads || !strstr(run->err, strerror(EINTR)));
	must(accounted <= fake.seq - seen.seq_before);
	if (strstr(run->err, "proclook: poll: Input/output error\n"))
		must(accounted == actions.slept - seen.seq_before);
}

static void check_watch(const struct run *run)
{
	const struct job *job = &seen.job;
	struct lines lines;

	must(!job->limit || job->shown <= job->limit);
	must(job->shown <= job->total.delivered + job->total.duplicates);
	must(job->total.reads >= job->total.delivered + job->total.duplicates);
	must(run->code != EXIT_TIMEOUT || job->idle != NEVER);
	check_ledger(run);
	if (job->output.format)
		return;
	lines_read(&lines, run->out, job->output.json);
	must(lines.banners <= (job->banner ? 1 + (size_t)fake.sleeps : 0));
	must(lines.events == (job->quiet ? 0 : job->shown));
	must(job->quiet || lines.missed == job->total.missed);
	must(lines.duplicates <= (job->duplicates ? job->total.duplicates : 0));
}

static void check(const struct run *run)
{
	struct lines lines;

	must(!fake.open_files && !fake.without_cloexec);
	if (seen.ran) {
		check_watch(run);
	} else if (seen.shows && !seen.output.format) {
		lines_read(&lines, run->out, seen.output.json);
		must(lines.events == (run->code == EXIT_DONE));
	}
}

/* What chance would hardly spell, and the beginnings of what it may end */
static const char *const whole[] = { "watch", "show", "info", "process", "other", "-J",
	"-q", "-h", "-V", "--", "--json", "--utc", "--localtime", "--color", "--color=never",
	"-F", "%t %p%n", "--format=%U %a%n", "-n", "1", "-n2", "-e", "exec,exit", "--event=all",
	"-p", "42", "--pid=1,2,3", "--name=l*", "--name=[", "--idle-timeout=20ms",
	"--idle-timeout", "1m", "--duration=3s", "--duration=500000us",
	"--wait-on=device", "--wait-on=attribute", "--initial", "--banner",
	"--summary", "--show-duplicates", "--follow", "--quiet", "--help", "--version" };
static const char *const begun[] = { "", "-", "--", "-F", "-n", "-e", "-p", "--format=",
	"--num-events=", "--event=", "--pid=", "--name=", "--idle-timeout=",
	"--duration=", "--wait-on=", "--color=" };

static char *take_arg(struct input *input)
{
	unsigned int kind = take(input, 1);
	char *end, *arg;
	size_t len;

	chose(kind < 224 ? kind % ARRAY_SIZE(whole) : 64 + kind % ARRAY_SIZE(begun));
	if (kind < 224)
		return strdup(whole[kind % ARRAY_SIZE(whole)]);
	end = take_until(input, '\n', &len);
	must(asprintf(&arg, "%s%s", begun[kind % ARRAY_SIZE(begun)], end) >= 0);
	free(end);
	return arg;
}

/* Mostly "watch": it has most to say */
static int take_args(struct input *input, char **argv)
{
	size_t count = take_up_to(input, ARGS_MAX - 1);
	int argc = 0;

	argv[argc++] = strdup("proclook");
	if (count)
		argv[argc++] = take(input, 1) % 4 ? strdup("watch") : take_arg(input);
	while (argc <= (int)count)
		argv[argc++] = take_arg(input);
	return argc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	char *argv[ARGS_MAX + 1] = { NULL }, *own[ARGS_MAX + 1];
	int argc, i;
	struct run run;

	terminal = take(&input, 1) & 1;
	argc = take_args(&input, argv);
	/* main() and getopt move them */
	memcpy(own, argv, sizeof(own));
	memset(&seen, 0, sizeof(seen));
	actions_begin(&input);
	run_program(&run, argc, argv);
	check(&run);
	run_end(&run);
	for (i = 0; i < argc; i++)
		free(own[i]);
	return 0;
}
