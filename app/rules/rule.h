/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_RULE_H
#define PROCLOOK_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct rule - what is told, or not told; all of it must hold
 * @quiet: what it matches is never told
 * @start: it is about programs that start
 * @end: it is about processes that end; one of both is set
 * @failed: those that did not end well; this, @crashed and @min_ns are about ends alone,
 *	and need @end
 * @crashed: those that ended by a signal of status_is_crash()
 * @min_ns: those that took at least so long
 * @name: pattern of the short name, or of the last part of the path
 * @path: pattern of the whole path
 * @args: pattern of all arguments, with a blank between them
 *
 * Patterns are those of glob(7), where * stands for / too; NULL where anything will do.
 * They are bytes from a file, which need not be UTF-8.
 */
struct rule {
	bool quiet;
	bool start;
	bool end;
	bool failed;
	bool crashed;
	int64_t min_ns;
	char *name;
	char *path;
	char *args;
};

/**
 * struct rule_event - what rules are asked about: a program has started or ended
 * @comm: its short name
 * @path: "" where nobody knows
 * @args: each with its NUL
 * @args_len: their bytes
 * @ended: or it has started
 * @status: as waitpid(2) gives it, where it has ended
 * @duration_ns: how long it ran then
 */
struct rule_event {
	const char *comm;
	const char *path;
	const char *args;
	size_t args_len;
	bool ended;
	int status;
	uint64_t duration_ns;
};

/* A rule of a longer line would be a mistake */
#define RULE_LINE_MAX	4096

/* Bytes that what is wrong with a line needs, with its NUL */
#define RULE_ERROR_MAX	160

/*
 * A line of a file, without its newline.  Return: 1 a rule, to be cleared; 0 blank or a
 * comment; -1 what is wrong with it is in @error, fit to be shown; errno is ENOMEM where
 * it is that
 */
int rule_parse(struct rule *rule, const char *line, size_t len, char *error);
void rule_clear(struct rule *rule);

/*
 * A line that rule_parse() makes the same rule of, without newline; to be freed.
 * Return: NULL with errno: EINVAL no line says this, as where a pattern has a newline; ENOMEM
 */
char *rule_format(const struct rule *rule);

bool rule_matches(const struct rule *rule, const struct rule_event *event);

#endif /* PROCLOOK_RULE_H */
