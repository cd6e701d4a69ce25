/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_RULES_H
#define PROCLOOK_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "rule.h"

/* More than that is not read: EFBIG */
#define RULES_SIZE_MAX	(1024 * 1024)
#define RULES_LINES_MAX	4096

/**
 * enum line_kind - what a line of the file is
 * @LINE_OTHER: blank, or a comment
 * @LINE_RULE: a rule
 * @LINE_BAD: meant to be a rule
 */
enum line_kind {
	LINE_OTHER,
	LINE_RULE,
	LINE_BAD,
};

/**
 * struct rules_line - a line of the file
 * @text: its bytes, without its newline, and a NUL; may have others
 * @len: their number, without that one
 * @kind: what it is
 * @rule: LINE_RULE: the rule
 * @error: LINE_BAD: what is wrong with it, fit to be shown
 */
struct rules_line {
	char *text;
	size_t len;
	enum line_kind kind;
	struct rule rule;
	char *error;
};

/**
 * struct rules - a file of rules, line by line; the number of a line is its index + 1
 * @path: where it is
 * @absent: there was none when it was read: the lines are those of the default
 * @lines: what it has now
 * @count: how many
 * @read: the bytes that were read, or written last
 * @read_len: their number
 */
struct rules {
	char *path;
	bool absent;
	struct rules_line *lines;
	size_t count;
	char *read;
	size_t read_len;
};

/*
 * $XDG_CONFIG_HOME/proclook/notify.conf, or the one below ~/.config; to be freed.
 * Return: NULL with errno: ENOENT nobody says where home is; ENOMEM
 */
char *rules_default_path(void);

/* What holds where there is no file; the text of notify.conf of this folder */
extern const char rules_default_text[];

/*
 * Reads the file; where there is none, the default.  Bad lines are no error.
 * Return: NULL with errno, among others EFBIG, EISDIR, EINVAL what is no plain file
 */
struct rules *rules_read(const char *path);

/* The same from memory; write it nowhere */
struct rules *rules_from_text(const char *text, size_t len);
void rules_free(struct rules *rules);

/* The next line from index @from on that is bad; @count where there is none */
size_t rules_next_bad(const struct rules *rules, size_t from);

/* Is it to be told?  Some rule says tell, and none says quiet */
bool rules_tell(const struct rules *rules, const struct rule_event *event);

/*
 * Changes in memory: other lines stay as they are.  Return: 0, or -1 with errno and nothing
 * changed: EINVAL as rule_format(); EFBIG no more lines; ENOMEM
 */
int rules_set(struct rules *rules, size_t index, const struct rule *rule);
int rules_add(struct rules *rules, const struct rule *rule);
void rules_remove(struct rules *rules, size_t index);

/*
 * Puts the lines into the place of the file at once: who reads it meets the old or the new
 * one.  Makes its folder where there is none.  Where the path is a symbolic link, the file
 * that it leads to is replaced; the mode stays.
 * Return: 0, or -1 with errno, and the file is as it was: ESTALE somebody else has changed,
 * made or removed it since it was read; ENOENT a link that leads nowhere; EFBIG
 */
int rules_write(struct rules *rules);

#endif /* PROCLOOK_RULES_H */
