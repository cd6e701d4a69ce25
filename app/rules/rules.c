// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"

#define FILE_NAME	"proclook/notify.conf"

char *rules_default_path(void)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	char *path = NULL;
	int ret;

	/* The XDG Base Directory Specification: what is relative is to be ignored */
	if (config && *config == '/') {
		ret = asprintf(&path, "%s/" FILE_NAME, config);
	} else if (home && *home == '/') {
		ret = asprintf(&path, "%s/.config/" FILE_NAME, home);
	} else {
		errno = ENOENT;
		return NULL;
	}
	return ret < 0 ? NULL : path;
}

static size_t count_lines(const char *text, size_t len)
{
	size_t count = len && text[len - 1] != '\n';
	size_t i;

	for (i = 0; i < len; i++)
		count += text[i] == '\n';
	return count;
}

static int split(struct rules *rules, const char *text, size_t left)
{
	size_t count = count_lines(text, left);

	if (count > RULES_LINES_MAX) {
		errno = EFBIG;
		return -1;
	}
	rules->lines = calloc(count + 1, sizeof(*rules->lines));
	if (!rules->lines)
		return -1;
	while (rules->count < count) {
		const char *end = memchr(text, '\n', left);
		size_t len = end ? (size_t)(end - text) : left;

		if (line_fill(&rules->lines[rules->count], text, len))
			return -1;
		rules->count++;
		text += len + !!end;
		left -= len + !!end;
	}
	return 0;
}

struct rules *rules_from_text(const char *text, size_t len)
{
	struct rules *rules = calloc(1, sizeof(*rules));
	int error;

	if (!rules || !split(rules, text, len))
		return rules;
	error = errno;
	rules_free(rules);
	errno = error;
	return NULL;
}

/* Where nothing was read, @read is NULL */
static struct rules *from_file(const char *path, char *read, size_t len)
{
	struct rules *rules = read ? rules_from_text(read, len) :
			      rules_from_text(rules_default_text, strlen(rules_default_text));

	if (!rules)
		return NULL;
	rules->absent = !read;
	rules->path = strdup(path);
	if (!rules->path) {
		rules_free(rules);
		return NULL;
	}
	rules->read = read;
	rules->read_len = len;
	return rules;
}

struct rules *rules_read(const char *path)
{
	struct rules *rules;
	size_t len = 0;
	char *read = file_read(path, &len, NULL);
	int error;

	if (!read && errno != ENOENT && errno != ENOTDIR)
		return NULL;
	rules = from_file(path, read, len);
	if (rules)
		return rules;
	error = errno;
	free(read);
	errno = error;
	return NULL;
}

void rules_free(struct rules *rules)
{
	if (!rules)
		return;
	while (rules->count)
		line_clear(&rules->lines[--rules->count]);
	free(rules->lines);
	free(rules->read);
	free(rules->path);
	free(rules);
}

size_t rules_next_bad(const struct rules *rules, size_t from)
{
	while (from < rules->count && rules->lines[from].kind != LINE_BAD)
		from++;
	return from;
}

bool rules_tell(const struct rules *rules, const struct rule_event *event)
{
	bool tell = false;
	size_t i;

	for (i = 0; i < rules->count; i++) {
		const struct rules_line *line = &rules->lines[i];

		/* One more that says tell changes nothing */
		if (line->kind != LINE_RULE || (tell && !line->rule.quiet) ||
		    !rule_matches(&line->rule, event))
			continue;
		if (line->rule.quiet)
			return false;
		tell = true;
	}
	return tell;
}
