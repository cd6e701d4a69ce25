// SPDX-License-Identifier: GPL-2.0-or-later
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "options.h"
#include "util.h"

static const struct option options[] = {
	{ "json", no_argument, NULL, 'J' },
	{ "format", required_argument, NULL, 'F' },
	{ "utc", no_argument, NULL, OPT_UTC },
	{ "localtime", no_argument, NULL, OPT_LOCALTIME },
	{ "color", optional_argument, NULL, OPT_COLOR },
	{ "help", no_argument, NULL, 'h' },
};

int options_getopt(int argc, char **argv, const char *own_short,
		   const struct option *own_long)
{
	struct option all[ARRAY_SIZE(options) + 17] = { 0 };
	char letters[32];
	size_t i;

	memcpy(all, options, sizeof(options));
	for (i = ARRAY_SIZE(options); own_long->name; i++) {
		assert(i < ARRAY_SIZE(all) - 1);
		all[i] = *own_long++;
	}
	assert(strlen(own_short) < sizeof(letters) - strlen("JF:h"));
	snprintf(letters, sizeof(letters), "JF:h%s", own_short);
	return getopt_long(argc, argv, letters, all, NULL);
}

static int color_option(struct output *output, const char *value)
{
	static const char *const names[] = {
		[COLOR_AUTO]	= "auto",
		[COLOR_ALWAYS]	= "always",
		[COLOR_NEVER]	= "never",
	};
	size_t i;

	if (!value)
		value = "always";
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(value, names[i]))
			continue;
		output->color = i;
		return GO_ON;
	}
	return usage_error("--color: '%s' is not auto, always or never", value);
}

static int format_option(struct output *output, const char *value)
{
	if (proclook_format_check(value))
		return usage_error("--format: unknown %%-specifier in '%s'", value);
	output->format = value;
	return GO_ON;
}

int options_apply(struct output *output, int option, const char *value)
{
	switch (option) {
	case 'J':
		output->json = true;
		return GO_ON;
	case 'F':
		return format_option(output, value);
	case OPT_UTC:
		output->utc = true;
		return GO_ON;
	case OPT_LOCALTIME:
		output->utc = false;
		return GO_ON;
	case OPT_COLOR:
		return color_option(output, value);
	case 'h':
		print_help();
		return EXIT_DONE;
	default:
		/* getopt has said what is wrong */
		return try_help();
	}
}

int period_option(const char *name, const char *value, int64_t *period)
{
	if (!parse_period(value, period))
		return GO_ON;
	return usage_error("--%s: '%s' is not a time such as 500, 20ms, 3s or 1m",
			   name, value);
}

int limit_option(const char *name, const char *value, uint64_t *limit)
{
	if (!parse_number(value, UINT64_MAX, limit) && *limit)
		return GO_ON;
	return usage_error("--%s: '%s' is not a number above 0", name, value);
}
