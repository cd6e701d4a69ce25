/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tap.h - TAP for C programs
 *
 *	plan(5);			(or none: done_testing() prints it)
 *	ok(fd >= 0, "open %s", path);	1 if it passed
 *	is(got, wanted, "size");	integers
 *	is_str(got, wanted, "name");	strings, NULL too
 *	skip("why", "name");
 *	return done_testing();		exit status 0 only if all was well
 *
 * The last arguments are always a name as for printf().  Each line is flushed:
 * what a program said before it crashed is not lost.  A process that was forked must
 * not use it: the count is not shared.
 */
#ifndef TAP_H
#define TAP_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef __printf
#define __printf(a, b)	__attribute__((__format__(printf, a, b)))
#endif
#ifndef __weak
#define __weak		__attribute__((__weak__))
#endif
#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#endif

/* Weak: one set of counters for all files of a program */
__weak int tap_count, tap_failed, tap_planned;

__printf(1, 2) static inline void diag(const char *format, ...)
{
	char text[4096], *line, *rest = text;
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	while ((line = strsep(&rest, "\n")))
		printf("# %s\n", line);
	fflush(stdout);
}

__printf(1, 2) __attribute__((__noreturn__)) static inline void bail_out(const char *format, ...)
{
	va_list ap;

	printf("Bail out! ");
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	printf("\n");
	fflush(stdout);
	_exit(99);
}

static inline void plan(int count)
{
	tap_planned = count;
	printf("1..%d\n", count);
	fflush(stdout);
}

__printf(4, 5) static inline int
tap_result(int passed, const char *file, int line, const char *format, ...)
{
	va_list ap;

	if (!passed)
		tap_failed++;
	printf("%sok %d - ", passed ? "" : "not ", ++tap_count);
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	printf("\n");
	if (!passed)
		printf("# at %s:%d\n", file, line);
	fflush(stdout);
	return passed;
}

static inline int tap_got(long long got, long long wanted)
{
	diag("got:    %lld (%#llx)\nwanted: %lld (%#llx)", got, got, wanted,
	     wanted);
	return 0;
}

static inline int tap_same(const char *got, const char *wanted)
{
	return got && wanted ? !strcmp(got, wanted) : got == wanted;
}

static inline int tap_got_str(const char *got, const char *wanted)
{
	diag("got:    %s\nwanted: %s", got ? got : "(null)",
	     wanted ? wanted : "(null)");
	return 0;
}

#define ok(condition, ...) \
	tap_result(!!(condition), __FILE__, __LINE__, __VA_ARGS__)

#define is(got, wanted, ...) ({						\
	long long tap_g = (got), tap_w = (wanted);			\
	tap_result(tap_g == tap_w, __FILE__, __LINE__, __VA_ARGS__) ||	\
		tap_got(tap_g, tap_w);					\
})

#define is_str(got, wanted, ...) ({					\
	const char *tap_g = (got), *tap_w = (wanted);			\
	tap_result(tap_same(tap_g, tap_w), __FILE__, __LINE__,		\
		   __VA_ARGS__) || tap_got_str(tap_g, tap_w);		\
})

__printf(2, 3) static inline void skip(const char *why, const char *format, ...)
{
	va_list ap;

	printf("ok %d - ", ++tap_count);
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	printf(" # SKIP %s\n", why);
	fflush(stdout);
}

static inline int done_testing(void)
{
	if (!tap_planned)
		plan(tap_count);
	if (tap_planned != tap_count)
		diag("planned %d tests, ran %d", tap_planned, tap_count);
	return tap_failed || tap_planned != tap_count || !tap_count ?
		EXIT_FAILURE : EXIT_SUCCESS;
}

#endif /* TAP_H */
