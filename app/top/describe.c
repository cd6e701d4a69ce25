// SPDX-License-Identifier: GPL-2.0-or-later
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "describe.h"
#include "util.h"

#define NSEC_PER_SEC	1000000000LL

/* Appends; false where there is no more room */
static bool add(char **buf, size_t *size, const char *raw, size_t len)
{
	size_t whole = proclook_escape(*buf, *size, raw, len);
	size_t used = strlen(*buf);

	*buf += used;
	*size -= used;
	return used == whole;
}

/* A reader must see where an argument begins and ends */
static bool add_argument(char **buf, size_t *size, const char *arg, size_t len)
{
	bool quoted = !len || memchr(arg, ' ', len);

	return add(buf, size, quoted ? " '" : " ", quoted ? 2 : 1) &&
	       add(buf, size, arg, len) && add(buf, size, "'", quoted ? 1 : 0);
}

static void add_arguments(const struct program *program, char *buf, size_t size)
{
	const char *arg = program->args;
	const char *end = arg + program->args_len;
	bool first = true;

	while (arg < end) {
		size_t len = strnlen(arg, (size_t)(end - arg));

		if (!first && !add_argument(&buf, &size, arg, len))
			return;
		first = false;
		arg += len + 1;
	}
}

static bool is_kernels(const struct process *process)
{
	return process->flags & (PROCLOOK_F_KERNEL_THREAD | PROCLOOK_F_WORKER);
}

void describe_command(const struct process *process, char *buf, size_t size)
{
	size_t len = strnlen(process->comm, sizeof(process->comm));

	buf[0] = '\0';
	if (is_kernels(process)) {
		if (add(&buf, &size, "[", 1) && add(&buf, &size, process->comm, len))
			add(&buf, &size, "]", 1);
		return;
	}
	if (add(&buf, &size, process->comm, len))
		add_arguments(process->program, buf, size);
}

static void describe_end(int status, char *buf, size_t size)
{
	const char *name;

	if (!WIFSIGNALED(status)) {
		snprintf(buf, size, "%d", WEXITSTATUS(status));
		return;
	}
	name = sigabbrev_np(WTERMSIG(status));
	if (name)
		snprintf(buf, size, "SIG%s", name);
	else
		snprintf(buf, size, "signal %d", WTERMSIG(status));
}

static void describe_span(uint64_t ns, char *buf, size_t size)
{
	uint64_t ms = ns / 1000000;

	if (ms < 1000)
		snprintf(buf, size, "%jums", (uintmax_t)ms);
	else if (ms < 100000)
		snprintf(buf, size, "%ju.%ju%c", (uintmax_t)ms / 1000,
			 (uintmax_t)ms % 1000 / 100, 's');
	else if (ms < 100 * 60000)
		snprintf(buf, size, "%jum", (uintmax_t)ms / 60000);
	else
		snprintf(buf, size, "%juh", (uintmax_t)ms / 3600000);
}

static uint64_t duration(const struct process *process)
{
	return process->end_ns > process->start_ns ? process->end_ns - process->start_ns : 0;
}

void describe_status(const struct node *node, char *buf, size_t size)
{
	char end[16], span[32];

	buf[0] = '\0';
	if (node->state != NODE_ENDED)
		return;
	if (!node->process->end_ns) {
		snprintf(buf, size, "ended");
		return;
	}
	describe_end(node->process->exit_status, end, sizeof(end));
	describe_span(duration(node->process), span, sizeof(span));
	snprintf(buf, size, "%s %s", end, span);
}

bool describe_is_failure(const struct node *node)
{
	return node->state == NODE_ENDED && node->process->end_ns && node->process->exit_status;
}

void describe_time(int64_t time_ns, int64_t now_ns, char *buf, size_t size)
{
	const time_t time = time_ns / NSEC_PER_SEC, now = now_ns / NSEC_PER_SEC;
	struct tm then, today;

	buf[0] = '\0';
	if (!localtime_r(&time, &then) || !localtime_r(&now, &today))
		return;
	if (!strftime(buf, size, then.tm_year != today.tm_year ? "%Y" :
		      then.tm_yday != today.tm_yday ? "%b %d" : "%H:%M:%S", &then))
		buf[0] = '\0';
}

void describe_user(uint32_t uid, char *buf, size_t size)
{
	const struct passwd *user = getpwuid(uid);

	if (user)
		proclook_escape(buf, size, user->pw_name, strlen(user->pw_name));
	else
		snprintf(buf, size, "%u", uid);
}

static int64_t clock_ns(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * NSEC_PER_SEC + now.tv_nsec;
}

int64_t describe_now_ns(void)
{
	return clock_ns(CLOCK_REALTIME);
}

int64_t describe_boot_ns(void)
{
	return clock_ns(CLOCK_REALTIME) - clock_ns(CLOCK_BOOTTIME);
}
