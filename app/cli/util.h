/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_UTIL_H
#define PROCLOOK_UTIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define DEFAULT_NAME	"process"

/* What EXIT STATUS in the manual page says */
enum exit_code {
	EXIT_DONE	= 0,
	EXIT_ERROR	= 1,
	EXIT_USAGE	= 2,
	EXIT_TIMEOUT	= 3,
	EXIT_NO_DEVICE	= 4,
	EXIT_FORBIDDEN	= 5,
};

/* What takes an option gives this, or the exit code to end with */
#define GO_ON	(-1)

/* What messages begin with; another program that uses these files sets it */
extern const char *program_name;

void warn_plain(const char *format, ...) __attribute__((format(printf, 1, 2)));
int usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
int try_help(void);

/* 0, or -1 if the whole of @text is not one such value */
int parse_period(const char *text, int64_t *ns);
int parse_number(const char *text, uint64_t max, uint64_t *number);

int64_t monotonic_ns(void);
void open_std_fds(void);

/*
 * What is in stdio's buffer reaches its reader before the program sleeps or
 * ends.  Return: 0, or -1 with @code set to what the program has to exit with if it
 * is there for its reader: EXIT_DONE where that is gone.
 */
int flush_stdout(int *code);

/* Return: @code, or EXIT_ERROR if something could not be written, though it has a reader */
int close_stdout(int code);

/* First line of a small file, without newline; -1 with errno */
int read_line(const char *path, char *line, size_t size);

/* All that goes to stdout goes through these: they keep the first error */
void put(const char *format, ...) __attribute__((format(printf, 1, 2)));
void put_line(const char *line);
void put_lines(const char *const *lines, size_t count);

/*
 * For text that somebody else chose: as proclook_escape() shows it, in JSON too, and
 * cut with "..." where it is very long
 */
void put_escaped(const char *text);
void put_json_string(const char *text);

#endif /* PROCLOOK_UTIL_H */
