// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "await.h"
#include "command.h"
#include "options.h"
#include "util.h"

enum {
	OPT_EXEC = OPT_COMMAND,
	OPT_EXIT,
	OPT_TIMEOUT,
	OPT_STATUS,
};

/* Digits are an id; a name of digits alone can be written as a pattern */
static int exit_option(struct await *await, const char *value)
{
	uint64_t pid;

	await->exit = value;
	await->pid = 0;
	if (!*value || strspn(value, "0123456789") != strlen(value))
		return GO_ON;
	if (parse_number(value, INT32_MAX, &pid) || !pid)
		return usage_error("--exit: '%s' is no process id", value);
	await->pid = (int32_t)pid;
	return GO_ON;
}

static int wait_option(struct await *await, int option, const char *value)
{
	switch (option) {
	case OPT_EXEC:
		await->exec = value;
		return GO_ON;
	case OPT_EXIT:
		return exit_option(await, value);
	case OPT_TIMEOUT:
		return period_option("timeout", value, &await->timeout);
	case OPT_STATUS:
		await->own_status = true;
		return GO_ON;
	case 'q':
		await->quiet = true;
		return GO_ON;
	default:
		return options_apply(&await->output, option, value);
	}
}

static int check(const struct await *await, int argc, char **argv)
{
	if (optind < argc)
		return usage_error("wait: '%s' is too much", argv[optind]);
	if (!await->exec == !await->exit)
		return usage_error("wait: either --exec or --exit says for what");
	if (!*(await->exec ? await->exec : await->exit))
		return usage_error("wait: the name is empty");
	if (await->own_status && await->exec)
		return usage_error("wait: --status goes with --exit");
	return GO_ON;
}

int cmd_wait(int argc, char **argv)
{
	static const struct option options[] = {
		{ "exec", required_argument, NULL, OPT_EXEC },
		{ "exit", required_argument, NULL, OPT_EXIT },
		{ "timeout", required_argument, NULL, OPT_TIMEOUT },
		{ "status", no_argument, NULL, OPT_STATUS },
		{ "quiet", no_argument, NULL, 'q' },
		{ 0 },
	};
	struct await await = { .timeout = NEVER };
	int option, code = GO_ON;

	while (code == GO_ON &&
	       (option = options_getopt(argc, argv, "q", options)) != -1)
		code = wait_option(&await, option, optarg);
	if (code == GO_ON)
		code = check(&await, argc, argv);
	return code == GO_ON ? await_run(&await) : code;
}
