// SPDX-License-Identifier: GPL-2.0-or-later
/* A suite: its deadline, its patience, its end when it cannot go on */
#define _GNU_SOURCE
#include "common.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *suite;

int slow = 1;

static void deadline_passed(int signal)
{
	static const char text[] = "Bail out! deadline passed\n";

	(void)signal;
	if (write(STDOUT_FILENO, text, sizeof(text) - 1) < 0)
		_exit(2);
	kill(0, SIGKILL);
}

void suite_begin(const char *name, unsigned int deadline_s)
{
	const char *times = getenv("SLOW");

	suite = name;
	if (times)
		slow = atoi(times);
	setvbuf(stdout, NULL, _IOLBF, 0);
	/* so that the deadline takes the children along, and nobody else */
	setpgid(0, 0);
	signal(SIGALRM, deadline_passed);
	signal(SIGPIPE, SIG_IGN);
	alarm(deadline_s * slow);
}

void bail(const char *format, ...)
{
	int error = errno;
	va_list args;

	va_start(args, format);
	printf("Bail out! %s: ", suite);
	errno = error;
	vprintf(format, args);
	printf("\n");
	fflush(stdout);
	va_end(args);
	kill(0, SIGKILL);
	_exit(1);
}

__u64 now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);

	return now.tv_sec * NS_PER_SEC + now.tv_nsec;
}

__u64 number_in(const char *path, const char *key)
{
	FILE *file = fopen(path, "re");
	char line[256];
	__u64 sum = 0;

	must(file);
	while (fgets(line, sizeof(line), file))
		if (!strncmp(line, key, strlen(key)))
			sum += strtoull(line + strlen(key), NULL, 10);
	fclose(file);

	return sum;
}

bool eventually(bool (*condition)(void *arg), void *arg)
{
	const struct timespec pause = { .tv_nsec = 2000000 };
	__u64 end = now_ns() + PATIENCE_MS * 1000000ULL;

	while (!condition(arg)) {
		if (now_ns() > end)
			return false;
		nanosleep(&pause, NULL);
	}

	return true;
}

bool child_has_ended(void *status)
{
	return waitpid(-1, status, WNOHANG) > 0;
}

void collect_arguments(const char *argv[ARGUMENTS_MAX], const char *program, va_list args)
{
	size_t i = 0;

	argv[0] = program;
	while (argv[i]) {
		must(++i < ARGUMENTS_MAX);
		argv[i] = va_arg(args, char *);
	}
}

int run(const char *program, ...)
{
	const char *argv[ARGUMENTS_MAX];
	va_list args;
	pid_t pid;
	int status;

	va_start(args, program);
	collect_arguments(argv, program, args);
	va_end(args);

	pid = fork();
	must(pid >= 0);
	if (!pid) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(program, (char **)argv);
		_exit(127);
	}
	must(waitpid(pid, &status, 0) == pid);

	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
