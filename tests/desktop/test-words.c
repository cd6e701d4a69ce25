// SPDX-License-Identifier: GPL-2.0-or-later
/* What is found, and what is said of a process */
#include <string.h>

#include "match.h"
#include "tap.h"
#include "wording.h"

/* A user without a name */
#define NOBODYS	4000000000U

static char path[] = "/usr/lib/a-rather-long-name";
static char args[] = "name\0--file\0a b\0\x1b[31m\0";
static struct program program = { .users = 1, .path = path, .args = args,
				  .args_len = sizeof(args) - 1 };

static struct facts facts_of(enum change_type type, int status)
{
	struct process process = {
		.pid = 4711,
		.start_ns = 1000000000,
		.uid = NOBODYS,
		.comm = "a-rather-long-n",
		.program = &program,
		.end_ns = 1012345678,
		.exit_status = status,
	};
	const struct change change = { .type = type, .process = &process, .time_ns = 2 };
	struct facts facts = { 0 };

	facts_set(&facts, &change);
	return facts;
}

static void says(char *text, const char *wanted, const char *name)
{
	is_str(text, wanted, "%s", name);
	g_free(text);
}

static void test_outcomes(void)
{
	static const struct {
		enum change_type type;
		int status;
		enum outcome outcome;
		const char *words;
	} all[] = {
		{ CHANGE_FORKED, 0, OUTCOME_RUNNING, "Running" },
		{ CHANGE_ENDED, 0, OUTCOME_ENDED, "Ended" },
		{ CHANGE_VANISHED, 0, OUTCOME_UNSEEN, "Ended unseen" },
		{ CHANGE_ENDED, 256, OUTCOME_FAILED, "Failed with status 1" },
		{ CHANGE_ENDED, 255 << 8, OUTCOME_FAILED, "Failed with status 255" },
		{ CHANGE_ENDED, 1, OUTCOME_STOPPED, "Ended by SIGHUP" },
		{ CHANGE_ENDED, 2, OUTCOME_STOPPED, "Ended by SIGINT" },
		{ CHANGE_ENDED, 13, OUTCOME_STOPPED, "Ended by SIGPIPE" },
		{ CHANGE_ENDED, 15, OUTCOME_STOPPED, "Ended by SIGTERM" },
		{ CHANGE_ENDED, 9, OUTCOME_FAILED, "Killed by SIGKILL" },
		{ CHANGE_ENDED, 40, OUTCOME_FAILED, "Killed by SIG40" },
		{ CHANGE_ENDED, 11, OUTCOME_CRASHED, "Crashed: SIGSEGV" },
		{ CHANGE_ENDED, 128 | 6, OUTCOME_CRASHED, "Crashed: SIGABRT" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(all); i++) {
		struct facts facts = facts_of(all[i].type, all[i].status);

		is(facts.outcome, all[i].outcome, "outcome: %s", all[i].words);
		says(wording_outcome(&facts), all[i].words, "in words");
		facts_clear(&facts);
	}
}

static void test_durations(void)
{
	static const struct {
		uint64_t ns;
		const char *words;
	} all[] = {
		{ 1234567, "1.2 ms" },
		{ 45678901, "46 ms" },
		{ 1500000000, "1.5 s" },
		{ 2000000000, "2 s" },
		{ 61000000000, "1 min 1 s" },
		{ 3661000000000, "1 h 1 min" },
		{ 90000000000000, "1 d 1 h" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(all); i++) {
		const struct facts facts = { .start_ns = 5, .end_ns = 5 + all[i].ns };

		says(wording_duration(&facts), all[i].words, "duration");
	}
	says(wording_duration(&(struct facts){ .start_ns = 5 }), "", "duration: it runs");
	says(wording_duration(&(struct facts){ .start_ns = 5, .end_ns = 4 }), "",
	     "duration: makes no sense");
}

static void test_text(void)
{
	struct facts facts = facts_of(CHANGE_FORKED, 0);

	says(wording_name(&facts), "a-rather-long-name", "name: whole, where the path has it");
	says(wording_user(&facts), "4000000000", "user: a number, where there is no name");
	says(wording_command(&facts), "name --file a b \\x1b[31m", "command line: one line");
	says(wording_arguments(&facts), "name\n--file\na b\n\\x1b[31m", "arguments: one a line");
	memcpy(facts.comm, "an<i>\xff", 7);
	says(wording_name(&facts), "an<i>\\xff", "name: escaped, and never markup");
	facts_clear(&facts);
}

static void test_long(void)
{
	static char many[8192];
	struct program much = { .users = 1, .path = path, .args = many, .args_len = 8191 };
	struct process process = { .program = &much };
	const struct change change = { .type = CHANGE_FORKED, .process = &process };
	struct facts facts = { 0 };
	char *text;

	memset(many, 'x', 8190);
	facts_set(&facts, &change);
	text = wording_command(&facts);
	ok(strlen(text) < 1100, "a command line for a cell is cut");
	g_free(text);
	text = wording_arguments(&facts);
	is(strlen(text), 8190, "but not that of the details");
	g_free(text);
	facts_clear(&facts);
}

static bool finds(struct match *match, const char *text, const struct facts *facts)
{
	match_set_text(match, text);
	return match_fits(match, facts);
}

static void test_search(void)
{
	struct facts facts = facts_of(CHANGE_FORKED, 0);
	struct match match = { 0 };

	ok(match_fits(&match, &facts), "search: without words all");
	ok(finds(&match, "", &facts), "search: nothing");
	ok(finds(&match, "  ", &facts), "search: blanks");
	ok(finds(&match, "RATHER", &facts), "search: name, capitals or not");
	ok(finds(&match, "/usr/lib/a-rather-long-name", &facts), "search: path");
	ok(finds(&match, "--file", &facts), "search: an argument");
	ok(finds(&match, "47", &facts), "search: the beginning of the pid");
	ok(!finds(&match, "711", &facts), "search: not its end");
	ok(finds(&match, "4000000000", &facts), "search: user");
	ok(finds(&match, "4711 rather --f", &facts), "search: all of many words");
	ok(!finds(&match, "4711 rather missing", &facts), "search: not all of them");
	match_clear(&match);
	facts_clear(&facts);
}

static void test_switches(void)
{
	struct facts running = facts_of(CHANGE_FORKED, 0), ended = facts_of(CHANGE_ENDED, 0);
	struct facts failed = facts_of(CHANGE_ENDED, 9), kernels = facts_of(CHANGE_FOUND, 0);

	kernels.flags = PROCLOOK_F_KERNEL_THREAD;
	ok(!match_fits(&(struct match){ 0 }, &kernels), "kernel threads: no");
	ok(match_fits(&(struct match){ .kernel_threads = true }, &kernels), "kernel threads: yes");
	ok(!match_fits(&(struct match){ .only_ended = true }, &running), "ended: runs");
	ok(match_fits(&(struct match){ .only_ended = true }, &ended), "ended: has ended");
	ok(!match_fits(&(struct match){ .only_failures = true }, &ended), "failures: well");
	ok(match_fits(&(struct match){ .only_failures = true }, &failed), "failures: not");
	ok(!match_fits(&(struct match){ .only_mine = true, .me = 1 }, &ended), "mine: another's");
	ok(match_fits(&(struct match){ .only_mine = true, .me = NOBODYS }, &ended), "mine: mine");
	facts_clear(&running);
	facts_clear(&ended);
	facts_clear(&failed);
	facts_clear(&kernels);
}

int main(void)
{
	test_outcomes();
	test_durations();
	test_text();
	test_long();
	test_search();
	test_switches();
	return done_testing();
}
