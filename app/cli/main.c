// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <signal.h>
#include <string.h>

#include <proclook.h>

#include "command.h"
#include "util.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "show", cmd_show },
	{ "watch", cmd_watch },
	{ "list", cmd_list },
	{ "wait", cmd_wait },
	{ "run", cmd_run },
	{ "info", cmd_info },
};

static int print_version(void)
{
	put("proclook %s\n", PROCLOOK_VERSION);
	put("library %s\n", proclook_version());
	put("ABI: snapshot ioctl 0x%08lx, record header of %zu bytes\n",
	    (unsigned long)PROCLOOK_IOC_SNAPSHOT,
	    sizeof(struct proclook_record));
	return EXIT_DONE;
}

static int run_command(int argc, char **argv)
{
	char program[] = "proclook";
	size_t i;

	if (!argc)
		return usage_error("a command is missing");
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		if (strcmp(argv[0], commands[i].name))
			continue;
		/* getopt begins its messages with it */
		argv[0] = program;
		optind = 0;
		return commands[i].run(argc, argv);
	}
	return usage_error("unknown command '%s'", argv[0]);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	char program[] = "proclook";

	if (argc)
		argv[0] = program;
	/* "+": what comes behind the command is the command's */
	switch (getopt_long(argc, argv, "+hV", options, NULL)) {
	case -1:
		return run_command(argc - optind, argv + optind);
	case 'h':
		print_help();
		return EXIT_DONE;
	case 'V':
		return print_version();
	default:
		return try_help();
	}
}

int main(int argc, char **argv)
{
	open_std_fds();
	/* A reader that has enough is told apart from other write errors */
	signal(SIGPIPE, SIG_IGN);
	return close_stdout(run(argc, argv));
}
