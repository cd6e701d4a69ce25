// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <locale.h>

#include <proclook.h>

#include "top.h"
#include "util.h"

static const char *const help[] = {
"Usage: proclook-top [OPTIONS]",
"",
"Show the tree of processes in the terminal, as it changes; ? has the keys.",
"",
" -o, --own               your own processes only",
" -h, --help              this text",
" -V, --version           versions of program and library",
"",
"Exit status:",
" 0  done: q; the terminal is gone",
" 1  error",
" 2  wrong usage; no terminal, or one that cannot be used",
};

static int print_help(void)
{
	put_lines(help, ARRAY_SIZE(help));
	return EXIT_DONE;
}

static int print_version(void)
{
	put("proclook-top %s\n", PROCLOOK_VERSION);
	put("library %s\n", proclook_version());
	return EXIT_DONE;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "own", no_argument, NULL, 'o' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	struct top top = { 0 };
	bool own = false;
	int option;

	while ((option = getopt_long(argc, argv, "ohV", options, NULL)) != -1) {
		if (option == 'h')
			return print_help();
		if (option == 'V')
			return print_version();
		if (option != 'o')
			return try_help();
		own = true;
	}
	if (optind < argc)
		return usage_error("'%s' is no option", argv[optind]);
	return top_run(&top, own);
}

int main(int argc, char **argv)
{
	char program[] = "proclook-top";

	program_name = "proclook-top";
	/* getopt begins its messages with it */
	if (argc)
		argv[0] = program;
	open_std_fds();
	/* The width of characters; numbers and times are the same everywhere */
	setlocale(LC_CTYPE, "");
	return close_stdout(run(argc, argv));
}
