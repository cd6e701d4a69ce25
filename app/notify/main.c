// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>

#include <proclook.h>

#include "config.h"
#include "notifier.h"
#include "util.h"

static const char *const help[] = {
"Usage: proclook-notify",
"   or: proclook-notify --check [FILE]",
"",
"Tell at the desktop what your programs do, as rules say that are in",
"~/.config/proclook/notify.conf; without that file, when one crashes. There is",
"at most one bubble a second. Where there is no display it ends at once.",
"",
" -c, --check             print the bad lines of that file, or of FILE",
" -h, --help              this text",
" -V, --version           versions of program and library",
"",
"Exit status:",
" 0  done: SIGTERM, SIGINT or SIGHUP; there is no display; no line is bad",
" 1  error; there is no bus of the user; a line is bad",
" 2  wrong usage",
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

static int run_notifier(void)
{
	static struct notifier notifier;

	if (is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"))
		return notifier_run(&notifier);
	warn_plain("there is no display");
	return EXIT_DONE;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "check", no_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	bool check = false;
	int option;

	while ((option = getopt_long(argc, argv, "chV", options, NULL)) != -1) {
		if (option == 'h')
			return print_help();
		if (option == 'V')
			return print_version();
		if (option != 'c')
			return try_help();
		check = true;
	}
	if (argc - optind > check)
		return usage_error("'%s' is no option", argv[optind + check]);
	return check ? config_check(argv[optind]) : run_notifier();
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
