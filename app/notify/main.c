// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>

#include <proclook.h>

#include "notifier.h"
#include "util.h"

static const char *const help[] = {
"Usage: proclook-notify",
"",
"Tell at the desktop when a program of yours crashes: a bubble for each, at most",
"one a second. Where there is no display it ends at once.",
"",
" -h, --help              this text",
" -V, --version           versions of program and library",
"",
"Exit status:",
" 0  done: SIGTERM, SIGINT or SIGHUP; there is no display",
" 1  error; there is no bus of the user",
" 2  wrong usage",
" 4  no such device, or it went away",
" 5  not permitted",
};

static int print_help(void)
{
	put_lines(help, ARRAY_SIZE(help));
	return EXIT_DONE;
}

static int print_version(void)
{
	put("proclook-notify %s\n", PROCLOOK_VERSION);
	put("library %s\n", proclook_version());
	return EXIT_DONE;
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	struct notifier notifier = { 0 };
	int option = getopt_long(argc, argv, "hV", options, NULL);

	if (option == 'h')
		return print_help();
	if (option == 'V')
		return print_version();
	if (option != -1)
		return try_help();
	if (optind < argc)
		return usage_error("'%s' is no option", argv[optind]);
	if (is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"))
		return notifier_run(&notifier);
	warn_plain("there is no display");
	return EXIT_DONE;
}

int main(int argc, char **argv)
{
	char program[] = "proclook-notify";

	program_name = "proclook-notify";
	/* getopt begins its messages with it */
	if (argc)
		argv[0] = program;
	open_std_fds();
	signal(SIGPIPE, SIG_IGN);
	return close_stdout(run(argc, argv));
}
