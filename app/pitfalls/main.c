// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <signal.h>
#include <string.h>

#include <proclook.h>

#include "lesson.h"
#include "pages.h"
#include "run.h"
#include "trace.h"
#include "util.h"

#define MAX_ROUNDS	100000

static const char *const help[] = {
"Usage: proclook-pitfalls list [-q]",
"       proclook-pitfalls explain N",
"       proclook-pitfalls run N|all... [OPTION]",
"       proclook-pitfalls columns ACTOR... <FILE",
"",
"The course on event synchronisation: faults that happen each time, why they do,",
"and their cures. Needs the modules proclook and proclook_pitfalls, and root.",
"",
" list                    the lessons; -q: their numbers alone",
" explain                 the page of lesson N, where N is the number of a fault",
" run                     play the broken and the fixed form of lesson N, or of all",
" columns                 \"ACTOR: WORDS\" of each line, in columns as those of --trace",
"",
"     --broken            the broken form alone",
"     --fixed             the fixed form alone",
"     --trace             show who did what, of the first round",
"     --rounds=COUNT      play by the script so often (1)",
"     --chance=COUNT      play without it so often (100): how often is it a fault?",
" -h, --help              this text",
" -V, --version           versions of program and library",
"",
"Exit status:",
" 0  each broken form failed as it must, and no fixed one, in all rounds",
" 1  another one did, or error",
" 2  wrong usage",
" 4  no such device: the modules are not loaded",
" 5  not permitted",
};

static int print_help(void)
{
	put_lines(help, ARRAY_SIZE(help));
	return EXIT_DONE;
}

static int print_version(void)
{
	put("proclook-pitfalls %s\n", PROCLOOK_VERSION);
	put("library %s\n", proclook_version());
	return EXIT_DONE;
}

static void list_lesson(const struct lesson *lesson)
{
	put("F%-4s %-62s %s", lesson->id, lesson->title, lesson->group);
	if (lesson->core)
		put(", core path %d", lesson->core);
	put("\n");
}

static int list(bool quiet)
{
	const struct lesson *lesson;
	size_t n;

	for (n = 0; (lesson = lesson_number(n, true)); n++)
		if (quiet)
			put_line(lesson->id);
		else
			list_lesson(lesson);
	return EXIT_DONE;
}

static int no_lesson(const char *id)
{
	return usage_error("'%s' is no lesson, see proclook-pitfalls list", id);
}

static int explain_lesson(const char *id)
{
	const struct page *page;
	bool found = false;
	size_t n;

	for (n = 0; lesson_number(n, true); n++) {
		if (!lesson_matches(lesson_number(n, true), id))
			continue;
		for (page = pages; page->id; page++)
			if (!strcmp(page->id, lesson_number(n, true)->id))
				put("%s", page->text);
		found = true;
	}
	return found ? EXIT_DONE : no_lesson(id);
}

static int run_lessons(const struct run *run, const char *id)
{
	bool all = !strcmp(id, "all");
	bool found = false;
	int code = EXIT_DONE;
	size_t n;

	for (n = 0; lesson_number(n, true); n++) {
		if (!all && !lesson_matches(lesson_number(n, true), id))
			continue;
		found = true;
		if (!run_lesson(run, n))
			code = EXIT_ERROR;
	}
	return found ? code : no_lesson(id);
}

static int run_all(const struct run *run, char **ids)
{
	int code = EXIT_DONE;

	for (; *ids; ids++) {
		int one = run_lessons(run, *ids);

		if (one == EXIT_USAGE)
			return one;
		if (one)
			code = one;
	}
	return code;
}

static int run_command(const struct run *run, bool quiet, int argc, char **argv)
{
	if (argc < 1)
		return usage_error("no command");
	if (!strcmp(argv[0], "list") && argc == 1)
		return list(quiet);
	if (!strcmp(argv[0], "explain") && argc == 2)
		return explain_lesson(argv[1]);
	if (!strcmp(argv[0], "run") && argc > 1)
		return run_all(run, argv + 1);
	if (!strcmp(argv[0], "columns") && argc > 1 && argc <= MAX_ACTORS + 1)
		return trace_columns(argv + 1, argc - 1);
	return usage_error("'%s': no such command, or it wants other arguments", argv[0]);
}

static int parse_count(const char *text, unsigned int *count)
{
	uint64_t number;

	if (parse_number(text, MAX_ROUNDS, &number))
		return usage_error("'%s' is no number up to %d", text, MAX_ROUNDS);
	*count = (unsigned int)number;
	return GO_ON;
}

static int take_option(int option, struct run *run, bool *quiet)
{
	switch (option) {
	case 'b':
		run->form[false] = false;
		return GO_ON;
	case 'f':
		run->form[true] = false;
		return GO_ON;
	case 't':
		run->trace = true;
		return GO_ON;
	case 'r':
		return parse_count(optarg, &run->rounds);
	case 'c':
		return parse_count(optarg, &run->chance);
	case 'q':
		*quiet = true;
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
		{ "broken", no_argument, NULL, 'b' },
		{ "fixed", no_argument, NULL, 'f' },
		{ "trace", no_argument, NULL, 't' },
		{ "rounds", required_argument, NULL, 'r' },
		{ "chance", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	struct run settings = { .form = { true, true }, .rounds = 1, .chance = 100 };
	bool quiet = false;
	int option, code;

	while ((option = getopt_long(argc, argv, "qhV", options, NULL)) != -1) {
		code = take_option(option, &settings, &quiet);
		if (code != GO_ON)
			return code;
	}
	if (!settings.form[false] && !settings.form[true])
		return usage_error("--broken and --fixed: that leaves nothing");
	if (!settings.rounds)
		return usage_error("no rounds: that judges nothing");
	return run_command(&settings, quiet, argc - optind, argv + optind);
}

int main(int argc, char **argv)
{
	char program[] = "proclook-pitfalls";

	program_name = "proclook-pitfalls";
	/* getopt begins its messages with it */
	if (argc)
		argv[0] = program;
	open_std_fds();
	signal(SIGPIPE, SIG_IGN);
	return close_stdout(run(argc, argv));
}
