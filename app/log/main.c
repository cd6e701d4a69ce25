// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <signal.h>
#include <stdint.h>

#include <proclook.h>

#include "logger.h"
#include "util.h"

enum {
	OPT_NAME = 0x100,
	OPT_USER,
	OPT_CURSOR_FILE,
	OPT_FOLLOW,
};

/* A fork says little that the end of the process does not say again */
#define DEFAULT_TYPES	(PROCLOOK_FILTER_ALL_TYPES & ~(1ULL << PROCLOOK_FORK))

static const char *const help[] = {
"Usage: proclook-log [options] [NAME]",
"",
"Write process events into the systemd journal, as fields: journalctl",
"PROCLOOK_TYPE=exec. NAME is a named event of the proclook module, process,",
"thread or image; \"process\" where none is given.",
"",
"What is logged:",
" -e, --event TYPE[,...]  fork,exec,exit,thread_create,thread_exit,image_load,all;",
"                         without it all but fork",
"     --name GLOB         where the name, or the last part of the path, matches",
"     --user USER         processes of this user, a name or a number",
"",
"Where it begins and ends:",
"     --cursor-file FILE  behind what FILE says was logged, and remember it there",
"     --follow            not with the device: wait until udev says it is (back)",
"",
" -h, --help              this text",
" -V, --version           versions of program and library",
"",
"Exit status:",
" 0  done: SIGTERM, SIGINT or SIGHUP",
" 1  error; there is no journal",
" 2  wrong usage",
" 4  no such named event, or its device went away",
" 5  not permitted",
};

static int print_help(void)
{
	put_lines(help, ARRAY_SIZE(help));
	return EXIT_DONE;
}

static int print_version(void)
{
	put("proclook-log %s\n", PROCLOOK_VERSION);
	put("library %s\n", proclook_version());
	return EXIT_DONE;
}

static int log_option(struct logger *logger, int option, const char *value)
{
	switch (option) {
	case 'e':
		return filter_add_types(&logger->filter, value);
	case OPT_NAME:
		logger->filter.name = value;
		return GO_ON;
	case OPT_USER:
		return filter_set_user(&logger->filter, value);
	case OPT_CURSOR_FILE:
		logger->cursor_file = value;
		return GO_ON;
	case OPT_FOLLOW:
		logger->follow = true;
		return GO_ON;
	case 'h':
		return print_help();
	case 'V':
		return print_version();
	default:
		return try_help();
	}
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "event", required_argument, NULL, 'e' },
		{ "name", required_argument, NULL, OPT_NAME },
		{ "user", required_argument, NULL, OPT_USER },
		{ "cursor-file", required_argument, NULL, OPT_CURSOR_FILE },
		{ "follow", no_argument, NULL, OPT_FOLLOW },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	struct logger logger = { .name = DEFAULT_NAME };
	int option, code = GO_ON;

	while (code == GO_ON &&
	       (option = getopt_long(argc, argv, "e:hV", options, NULL)) != -1)
		code = log_option(&logger, option, optarg);
	if (code == GO_ON && argc - optind > 1)
		code = usage_error("one name at a time");
	if (code == GO_ON && optind < argc)
		logger.name = argv[optind];
	if (!logger.filter.types)
		logger.filter.types = DEFAULT_TYPES;
	return code == GO_ON ? logger_run(&logger) : code;
}

int main(int argc, char **argv)
{
	char program[] = "proclook-log";

	program_name = "proclook-log";
	/* getopt begins its messages with it */
	if (argc)
		argv[0] = program;
	open_std_fds();
	signal(SIGPIPE, SIG_IGN);
	return close_stdout(run(argc, argv));
}
