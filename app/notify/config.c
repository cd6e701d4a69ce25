// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <proclook.h>

#include "config.h"
#include "util.h"

int config_start(struct config *config)
{
	memset(config, 0, sizeof(*config));
	config->rules = rules_from_text(rules_default_text, strlen(rules_default_text));
	if (!config->rules)
		return -1;
	config->path = rules_default_path();
	return config->path || errno == ENOENT ? 0 : -1;
}

void config_end(struct config *config)
{
	rules_free(config->rules);
	free(config->path);
	memset(config, 0, sizeof(*config));
}

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_mode == b->st_mode &&
	       a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
	       a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static bool has_changed(struct config *config)
{
	struct stat now;

	if (stat(config->path, &now))
		memset(&now, 0, sizeof(now));
	if (is_same(&now, &config->seen))
		return false;
	config->seen = now;
	return true;
}

/* All of them on stderr; the first one, and how many there are, in a bubble */
static void complain(const struct config *config, struct news *news)
{
	const struct rules *rules = config->rules;
	char path[512], text[1024], summary[80];
	size_t first = rules_next_bad(rules, 0);
	size_t i, count = 0;

	proclook_escape(path, sizeof(path), config->path, strlen(config->path));
	for (i = first; i < rules->count; i = rules_next_bad(rules, i + 1)) {
		warn_plain("%s:%zu: %s", path, i + 1, rules->lines[i].error);
		count++;
	}
	if (!count)
		return;
	snprintf(summary, sizeof(summary), "%zu rule%s for notifications cannot be used", count,
		 count > 1 ? "s" : "");
	snprintf(text, sizeof(text), "%s:%zu: %s", path, first + 1, rules->lines[first].error);
	news_complain(news, summary, text);
}

static void cannot_read(const struct config *config, struct news *news)
{
	const char *why = strerror(errno);
	char path[512], text[1024];

	proclook_escape(path, sizeof(path), config->path, strlen(config->path));
	warn_plain("%s: %s", path, why);
	snprintf(text, sizeof(text), "%s: %s", path, why);
	news_complain(news, "Rules for notifications cannot be read", text);
}

void config_refresh(struct config *config, struct news *news)
{
	struct rules *rules;

	if (!config->path || !has_changed(config))
		return;
	rules = rules_read(config->path);
	if (!rules) {
		cannot_read(config, news);
		return;
	}
	rules_free(config->rules);
	config->rules = rules;
	complain(config, news);
}

/* Names and rules may have been chosen by somebody else */
static bool print_bad(const char *path, const struct rules *rules)
{
	size_t i, first = rules_next_bad(rules, 0);

	for (i = first; i < rules->count; i = rules_next_bad(rules, i + 1)) {
		put_escaped(path);
		put(":%zu: %s\n", i + 1, rules->lines[i].error);
	}
	return first < rules->count;
}

static int check(const char *path, bool must_be)
{
	struct rules *rules = rules_read(path);
	char shown[512];
	bool bad;

	if (rules && rules->absent && must_be) {
		rules_free(rules);
		rules = NULL;
		errno = ENOENT;
	}
	if (!rules) {
		int error = errno;

		proclook_escape(shown, sizeof(shown), path, strlen(path));
		warn_plain("%s: %s", shown, strerror(error));
		return EXIT_ERROR;
	}
	bad = print_bad(path, rules);
	rules_free(rules);
	return bad ? EXIT_ERROR : EXIT_DONE;
}

int config_check(const char *path)
{
	char *own;
	int code;

	if (path)
		return check(path, true);
	own = rules_default_path();
	if (!own) {
		warn_plain("neither XDG_CONFIG_HOME nor HOME says where the rules are");
		return EXIT_ERROR;
	}
	code = check(own, false);
	free(own);
	return code;
}
