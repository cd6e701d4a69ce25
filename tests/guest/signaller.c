// SPDX-License-Identifier: GPL-2.0-or-later
/* The test module, which does as it is told */
#define _GNU_SOURCE
#include "common.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#define COMMAND_FILE	"/sys/module/proclook_test/parameters/command"

int command(const char *format, ...)
{
	char text[256];
	va_list args;
	int fd, error;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);

	fd = open(COMMAND_FILE, O_WRONLY | O_CLOEXEC);
	must(fd >= 0);
	error = write(fd, text, strlen(text)) < 0 ? errno : 0;
	close(fd);

	return error;
}

void signal_test(int count)
{
	errno = command("signal test %d", count);
	must(!errno);
}

void signal_bytes(const char *name, int count, int bytes)
{
	errno = command("signal %s %d %d", name, count, bytes);
	must(!errno);
}
