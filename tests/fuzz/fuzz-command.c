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
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "actions.h"
#include "await.h"
#include "command.h"
#include "fake.h"
#include "job.h"
#include "lines.h"
#include "program.h"
#include "runner.h"
#include "text.h"
#include "util.h"

#define ARGS_MAX	14

/* What the program made of its arguments, and what it counted */
static struct {
	bool shows;
	struct output output;
	bool ran;
	bool initial;
	struct job job;
	bool lists;
	bool waits;
	struct await await;
	bool runs;
	struct runner runner;
	size_t spawned;
	size_t running;
} seen;

static bool terminal;

__attribute__((constructor)) static void begin(void)
{
	setenv("TZ", "UTC0", 1);
	setenv("TERM", "xterm", 1);
	setenv("FAKE_ROOT", "/nonexistent", 1);
	setenv("PROCLOOK_OF_ANOTHER", "1", 1);
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

	seen.initial = job->initial;
	code = __real_job_run(job);
	seen.ran = true;
	seen.job = *job;
	return code;
}

int __real_cmd_list(int argc, char **argv);
int __wrap_cmd_list(int argc, char **argv);
int __wrap_cmd_list(int argc, char **argv)
{
	seen.lists = true;
	return __real_cmd_list(argc, argv);
}

int __real_await_run(struct await *await);
int __wrap_await_run(struct await *await);
int __wrap_await_run(struct await *await)
{
	seen.waits = true;
	seen.await = *await;
	return __real_await_run(await);
}

int __real_runner_run(struct runner *runner);
int __wrap_runner_run(struct runner *runner);
int __wrap_runner_run(struct runner *runner)
{
	int code;

	seen.runs = true;
	seen.runner = *runner;
	code = __real_runner_run(runner);
	must(runner->started == seen.spawned);
	return code;
}

/* NULL if there is none; fails if there are two */
static const char *value_of(char *const envp[], const char *name)
{
	size_t len = strlen(name);
	const char *value = NULL;

	for (; *envp; envp++) {
		if (strncmp(*envp, name, len) || (*envp)[len] != '=')
			continue;
		must(!value);
		value = *envp + len + 1;
	}
	return value;
}

static void check_environment(char *const envp[])
{
	const char *type = value_of(envp, "PROCLOOK_TYPE");
	const char *term = value_of(envp, "TERM");

	must(type && value_of(envp, "PROCLOOK_SEQ"));
	must(!value_of(envp, "PROCLOOK_STATUS") == !!strcmp(type, "exit"));
	must(!value_of(envp, "PROCLOOK_PATH") == !!strcmp(type, "exec"));
	must(!value_of(envp, "PROCLOOK_OF_ANOTHER"));
	must(term && !strcmp(term, "xterm"));
}

/* Nothing is really run; each command ends when somebody waits for it */
int __wrap_posix_spawnp(pid_t *pid, const char *file,
			const posix_spawn_file_actions_t *actions,
			const posix_spawnattr_t *attributes, char *const argv[],
			char *const envp[]);
int __wrap_posix_spawnp(pid_t *pid, const char *file,
			const posix_spawn_file_actions_t *file_actions,
			const posix_spawnattr_t *attributes, char *const argv[],
			char *const envp[])
{
	must(file_actions && attributes && envp && !strcmp(file, argv[0]));
	check_environment(envp);
	must(seen.running < seen.runner.jobs);
	if (!*file)
		return ENOENT;
	seen.running++;
	*pid = 1000 + seen.spawned++;
	return 0;
}

pid_t __wrap_waitpid(pid_t pid, int *status, int options);
pid_t __wrap_waitpid(pid_t pid, int *status, int options)
{
	must(pid == -1 && !status);
	(void)options;
	if (!seen.running) {
		errno = ECHILD;
		return -1;
	}
	return 1000 + seen.spawned - seen.running--;
}

int __wrap_prctl(int option, ...);
int __wrap_prctl(int option, ...)
{
	(void)option;
	return 0;
}

pid_t __wrap_getpid(void);
pid_t __wrap_getpid(void)
{
	return OWN_PID;
}

/* Ended by our EIO, it had slept, so nothing may have been left to fetch */
static void check_ledger(const struct run *run)
{
	const struct proclook_stats *total = &seen.job.total;
	uint64_t accounted = total->delivered + total->missed;
	struct proclook_filter part;

	/* Nor is there anything to account for if it waits for another device */
	if (actions.faulty || !strchr(fake.steps, 'N'))
		return;
	must(!total->reads || !strstr(run->err, strerror(EINTR)));
	must(accounted <= fake.seq - actions.opened);
	/* What the module leaves out has no number, and --initial leaves out what came before */
	if (filter_for_module(&seen.job.filter, &part) || seen.initial)
		return;
	if (strstr(run->err, "proclook: poll: Input/output error\n"))
		must(accounted == actions.slept - actions.opened);
}

static void check_watch(const struct run *run)
{
	const struct job *job = &seen.job;
	struct lines lines;

	must(!job->limit || job->shown <= job->limit);
	must(job->shown <= job->total.delivered + seen.initial);
	must(job->total.reads >= job->total.delivered + job->total.duplicates);
	must(run->code != EXIT_TIMEOUT || job->idle != NEVER);
	check_ledger(run);
	if (job->output.format)
		return;
	lines_read(&lines, run->out, job->output.json);
	must(lines.banners <= (job->banner ? 1 + (size_t)fake.sleeps : 0));
	must(lines.events == (job->quiet ? 0 : job->shown));
	must(job->quiet || lines.missed == job->total.missed);
	must(lines.duplicates <= (job->duplicates ? job->unfounded : 0));
}

/* A table for people has no tabs */
static void check_table(const char *out)
{
	while (*out) {
		size_t len = strcspn(out, "\n");

		must(out[len] && is_fit(out, len));
		out += len + 1;
	}
}

static void check_list(const struct run *run)
{
	struct lines lines;

	if (seen.output.format)
		return;
	if (!seen.output.json) {
		check_table(run->out);
		return;
	}
	lines_read(&lines, run->out, true);
	must(lines.events <= fake.process_count);
}

static void check_wait(const struct run *run)
{
	struct lines lines;

	must(!seen.await.own_status || !seen.await.exec);
	must(run->code != EXIT_TIMEOUT || seen.await.timeout != NEVER || seen.await.own_status);
	if (seen.output.format)
		return;
	lines_read(&lines, run->out, seen.output.json);
	must(!lines.missed && !lines.banners && !lines.duplicates);
	must(lines.events <= (seen.await.quiet ? 0 : 1 + ARRAY_SIZE(fake.steps)));
}

static void check_run(const struct run *run)
{
	must(!run->out_len && !seen.running);
	must(!seen.runner.limit || seen.spawned <= seen.runner.limit);
	must(run->code != EXIT_DONE || seen.spawned == seen.runner.limit);
}

static void check(const struct run *run)
{
	struct lines lines;

	must(!fake.open_files && !fake.without_cloexec);
	must(run->code <= EXIT_FORBIDDEN || seen.await.own_status);
	must(run->code != EXIT_USAGE || seen.await.own_status ||
	     strstr(run->err, "\nTry 'proclook --help' for more information.\n"));
	if (seen.lists) {
		check_list(run);
	} else if (seen.waits) {
		check_wait(run);
	} else if (seen.runs) {
		check_run(run);
	} else if (seen.ran) {
		check_watch(run);
	} else if (seen.shows && !seen.output.format) {
		lines_read(&lines, run->out, seen.output.json);
		must(lines.events == (run->code == EXIT_DONE));
	}
}

/* What chance would hardly spell, and the beginnings of what it may end */
static const char *const whole[] = { "watch", "show", "info", "list", "wait", "run",
	"process", "other", "-J", "-q", "-h", "-V", "--", "--json", "--utc", "--localtime",
	"--color", "--color=never", "-F", "%t %p%n", "--format=%U %a%n", "-n", "1", "-n2",
	"-e", "exec,exit", "--event=all", "-p", "42", "--pid=1,2,3", "--name=l*",
	"--name=[", "--idle-timeout=20ms", "--idle-timeout", "1m", "--duration=3s",
	"--duration=500000us", "--wait-on=device", "--wait-on=attribute", "--initial",
	"--banner", "--summary", "--show-duplicates", "--follow", "--quiet", "--help",
	"--version", "--latest", "--tree", "--user=1000", "--user=root", "--exec=l*",
	"--exit=42", "--exit=ls", "--timeout=20ms", "--status", "--on=exec,exit",
	"--on=all", "--jobs=1", "--jobs=3", "true" };
static const char *const begun[] = { "", "-", "--", "-F", "-n", "-e", "-p", "--format=",
	"--num-events=", "--event=", "--pid=", "--name=", "--idle-timeout=",
	"--duration=", "--wait-on=", "--color=" };

static char *take_arg(struct input *input)
{
	unsigned int kind = take(input, 1);
	char *end, *arg;
	size_t len;

	chose(kind < 224 ? kind % ARRAY_SIZE(whole) : 128 + kind % ARRAY_SIZE(begun));
	if (kind < 224)
		return strdup(whole[kind % ARRAY_SIZE(whole)]);
	end = take_until(input, '\n', &len);
	must(asprintf(&arg, "%s%s", begun[kind % ARRAY_SIZE(begun)], end) >= 0);
	free(end);
	return arg;
}

/* Mostly "watch", which has most to say, and what is something to do for the others */
static int take_args(struct input *input, char **argv)
{
	static const char *const begin[][3] = {
		{ "show" }, { "info" }, { "list" }, { "list", "--tree" },
		{ "wait", "--exit=42" }, { "wait", "--exec=l*" },
		{ "wait", "--exit=*", "--status" },
		{ "run", "--on=all", "--jobs=1" }, { "run", "--on=exit,exec" },
	};
	size_t count = take_up_to(input, ARGS_MAX - 4);
	unsigned int kind = take(input, 1) % 24;
	int argc = 0, i;

	argv[argc++] = strdup("proclook");
	if (kind < ARRAY_SIZE(begin)) {
		for (i = 0; i < 3 && begin[kind][i]; i++)
			argv[argc++] = strdup(begin[kind][i]);
		count += i;
	} else if (count) {
		argv[argc++] = kind < 22 ? strdup("watch") : take_arg(input);
	}
	while (argc <= (int)count)
		argv[argc++] = take_arg(input);
	if (kind < ARRAY_SIZE(begin) && !strcmp(begin[kind][0], "run"))
		argv[argc++] = strdup("true");
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
