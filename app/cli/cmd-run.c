// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>

#include "command.h"
#include "options.h"
#include "runner.h"
#include "util.h"

#define JOBS_DEFAULT	4
#define JOBS_MAX	1024

enum {
	OPT_NAME = OPT_COMMAND,
	OPT_USER,
	OPT_ON,
};

static int jobs_option(struct runner *runner, const char *value)
{
	if (!parse_number(value, JOBS_MAX, &runner->jobs) && runner->jobs)
		return GO_ON;
	return usage_error("--jobs: '%s' is not a number from 1 to %d", value, JOBS_MAX);
}

static int run_option(struct runner *runner, int option, const char *value)
{
	switch (option) {
	case OPT_ON:
		return filter_add_process_types(&runner->filter, value);
	case 'p':
		return filter_add_pids(&runner->filter, value);
	case OPT_NAME:
		runner->filter.name = value;
		return GO_ON;
	case OPT_USER:
		return filter_set_user(&runner->filter, value);
	case 'j':
		return jobs_option(runner, value);
	case 'n':
		return limit_option("num-events", value, &runner->limit);
	case 'h':
		print_help();
		return EXIT_DONE;
	default:
		return try_help();
	}
}

static int check(struct runner *runner, int argc, char **argv)
{
	if (!runner->filter.types)
		return usage_error("run: --on says at which events");
	if (optind == argc)
		return usage_error("run: a command is missing");
	runner->argv = argv + optind;
	return GO_ON;
}

int cmd_run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "on", required_argument, NULL, OPT_ON },
		{ "pid", required_argument, NULL, 'p' },
		{ "name", required_argument, NULL, OPT_NAME },
		{ "user", required_argument, NULL, OPT_USER },
		{ "jobs", required_argument, NULL, 'j' },
		{ "num-events", required_argument, NULL, 'n' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	struct runner runner = { .jobs = JOBS_DEFAULT };
	int option, code = GO_ON;

	/* "+": what comes behind the command is the command's */
	while (code == GO_ON &&
	       (option = getopt_long(argc, argv, "+p:j:n:h", options, NULL)) != -1)
		code = run_option(&runner, option, optarg);
	if (code == GO_ON)
		code = check(&runner, argc, argv);
	if (code == GO_ON)
		code = runner_run(&runner);
	filter_end(&runner.filter);
	return code;
}
