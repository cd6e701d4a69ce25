// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "describe.h"

/* The whole of it, however long */
static void put_text(FILE *out, const char *raw, size_t len)
{
	size_t size = proclook_escape(NULL, 0, raw, len) + 1;
	char *text = malloc(size);

	if (text) {
		proclook_escape(text, size, raw, len);
		fputs(text, out);
	}
	free(text);
	fputc('\n', out);
}

static void put_time(FILE *out, const char *name, int64_t time_ns)
{
	const time_t time = time_ns / 1000000000;
	struct tm local;
	char text[64];

	if (localtime_r(&time, &local) && strftime(text, sizeof(text), "%F %T %z", &local))
		fprintf(out, "%s%s\n", name, text);
}

static void put_ids(FILE *out, const struct process *process)
{
	char user[64];

	describe_user(process->uid, user, sizeof(user));
	fprintf(out, "Process    %d\n", process->pid);
	fprintf(out, "Parent     %d\n", process->ppid);
	fprintf(out, "User       %s, %u\n", user, process->uid);
}

static void put_times(FILE *out, const struct node *node, int64_t boot_ns)
{
	const struct process *process = node->process;
	char status[64];

	put_time(out, "Started    ", boot_ns + (int64_t)process->start_ns);
	if (process->end_ns)
		put_time(out, "Ended      ", boot_ns + (int64_t)process->end_ns);
	describe_status(node, status, sizeof(status));
	if (status[0])
		fprintf(out, "Status     %s\n", status);
}

static void put_arguments(FILE *out, const struct process *process)
{
	const char *arg = process->program->args;
	const char *end = arg + process->program->args_len;
	unsigned int number = 0;

	while (arg < end) {
		size_t len = strnlen(arg, (size_t)(end - arg));

		fprintf(out, "%-10u ", number++);
		put_text(out, arg, len);
		arg += len + 1;
	}
	if (process->flags & PROCLOOK_F_ARGS_CUT)
		fputs("           ... and more, which is not known\n", out);
	if (process->flags & PROCLOOK_F_ARGS_OFF)
		fputs("           The module was told to leave arguments out\n", out);
}

char *describe_all(const struct node *node, int64_t boot_ns)
{
	const struct process *process = node->process;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	put_ids(out, process);
	put_times(out, node, boot_ns);
	fputs("Name       ", out);
	put_text(out, process->comm, strnlen(process->comm, sizeof(process->comm)));
	fputs("Path       ", out);
	put_text(out, process->program->path, strlen(process->program->path));
	fputs("Arguments\n", out);
	put_arguments(out, process);
	if (!fclose(out))
		return text;
	free(text);
	return NULL;
}
