// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <proclook.h>

#include "util.h"

const char *program_name = "proclook";

static int stdout_error;

static void note(bool failed)
{
	if (failed && !stdout_error)
		stdout_error = errno ? errno : EIO;
}

static void complain(const char *format, va_list args)
{
	/* The two streams may be one terminal: keep their order */
	note(fflush(stdout) == EOF);
	fprintf(stderr, "%s: ", program_name);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
}

void warn_plain(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args);
	va_end(args);
}

int try_help(void)
{
	fprintf(stderr, "Try '%s --help' for more information.\n", program_name);
	return EXIT_USAGE;
}

int usage_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args);
	va_end(args);
	return try_help();
}

/* strtoull() takes blanks, signs and minus one as the largest number */
static const char *parse_digits(const char *text, uint64_t max, uint64_t *number)
{
	*number = 0;
	if (*text < '0' || *text > '9')
		return NULL;
	for (; *text >= '0' && *text <= '9'; text++) {
		unsigned int digit = *text - '0';

		if (digit > max || *number > (max - digit) / 10)
			return NULL;
		*number = *number * 10 + digit;
	}
	return text;
}

int parse_number(const char *text, uint64_t max, uint64_t *number)
{
	const char *end = parse_digits(text, max, number);

	return end && !*end ? 0 : -1;
}

int parse_period(const char *text, int64_t *ns)
{
	static const struct {
		const char *suffix;
		int64_t ns;
	} units[] = {
		{ "", 1000000 },
		{ "us", 1000 },
		{ "ms", 1000000 },
		{ "s", 1000000000 },
		{ "m", 60000000000 },
	};
	uint64_t number;
	const char *end = parse_digits(text, INT64_MAX, &number);
	size_t i;

	for (i = 0; end && i < ARRAY_SIZE(units); i++) {
		if (strcmp(end, units[i].suffix))
			continue;
		return __builtin_mul_overflow(number, units[i].ns, ns) ? -1 : 0;
	}
	return -1;
}

int64_t monotonic_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/*
 * A closed descriptor 1 would be taken by the device and then be written to.
 * Opened the wrong way round, its use is the error that the caller asked for.
 */
void open_std_fds(void)
{
	int fd;

	for (fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		if (open("/dev/null", fd ? O_RDONLY : O_WRONLY) != fd)
			_exit(EXIT_ERROR);
	}
}

void put(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(vprintf(format, args) < 0);
	va_end(args);
}

void put_line(const char *line)
{
	note(puts(line) == EOF);
}

void put_lines(const char *const *lines, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		put_line(lines[i]);
}

int flush_stdout(int *code)
{
	note(fflush(stdout) == EOF);
	if (!stdout_error)
		return 0;
	/* With EPIPE its reader has had what it wanted */
	*code = stdout_error == EPIPE ? EXIT_DONE : EXIT_ERROR;
	return -1;
}

int close_stdout(int code)
{
	note(fclose(stdout) == EOF);
	/* What the status says is true whether or not somebody reads the rest */
	if (!stdout_error || stdout_error == EPIPE)
		return code;
	warn_plain("write error: %s", strerror(stdout_error));
	return EXIT_ERROR;
}

int read_line(const char *path, char *line, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len;

	if (fd < 0)
		return -1;
	len = read(fd, line, size - 1);
	close(fd);
	if (len < 0)
		return -1;
	line[len] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return 0;
}

/* As proclook_escape() shows it; what stands behind a text that did not fit */
static const char *escape(char *buf, size_t size, const char *text)
{
	return proclook_escape(buf, size, text, strlen(text)) < size ? "" : "...";
}

void put_escaped(const char *text)
{
	char buf[1024];
	const char *rest = escape(buf, sizeof(buf), text);

	put("%s%s", buf, rest);
}

/* What proclook_escape() gives is printable: only two characters are left */
void put_json_string(const char *text)
{
	char buf[1024];
	const char *rest = escape(buf, sizeof(buf), text);
	const char *p;

	put("\"");
	for (p = buf; *p; p++)
		put(*p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
	put("%s\"", rest);
}
