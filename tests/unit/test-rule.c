// SPDX-License-Identifier: GPL-2.0-or-later
/* One rule: what lines say, what is wrong with others, what matches, and back to a line */
#include <errno.h>
#include <tap.h>

#include "rule.h"
#include "status.h"

static int parse(struct rule *rule, const char *line, char *error)
{
	memset(rule, 0xcc, sizeof(*rule));
	*error = '\0';
	return rule_parse(rule, line, strlen(line), error);
}

/* What it is as a line, and that this is the same rule again */
static void good(const char *line, const char *wanted)
{
	char error[RULE_ERROR_MAX];
	struct rule rule;
	char *text;

	if (!is(parse(&rule, line, error), 1, "'%s' is a rule", line)) {
		diag("%s", error);
		return;
	}
	text = rule_format(&rule);
	is_str(text, wanted, "'%s'", line);
	rule_clear(&rule);
	free(text);
}

static void bad(const char *line, const char *why)
{
	char error[RULE_ERROR_MAX];
	struct rule rule;

	is(parse(&rule, line, error), -1, "'%s' is bad", line);
	is_str(error, why, "'%s': why", line);
	ok(!rule.name && !rule.path && !rule.args, "nothing is left of it");
}

static void nothing(const char *line)
{
	char error[RULE_ERROR_MAX];
	struct rule rule;

	is(parse(&rule, line, error), 0, "'%s' says nothing", line);
}

static void test_good(void)
{
	good("tell", "tell start end");
	good("quiet", "quiet start end");
	good("tell start", "tell start");
	good("tell end", "tell end");
	good("tell end start", "tell start end");
	good("tell failed", "tell end failed");
	good("tell end failed", "tell end failed");
	good("tell start end failed", "tell start end failed");
	good("tell crashed min=1s", "tell end crashed min=1s");
	good(" \ttell\tend  failed name=make min=10s \r", "tell end failed min=10s name=make");
	good("tell min=60000", "tell end min=1m");
	good("tell min=1500", "tell end min=1500ms");
	good("tell min=7us", "tell end min=7us");
	good("tell min=0", "tell end");
	good("tell start path=/usr/bin/sudo", "tell start path=/usr/bin/sudo");
	good("tell args=\"*--release*\"", "tell start end args=*--release*");
	good("quiet name=cron", "quiet start end name=cron");
	good("tell args=\"make all\"", "tell start end args=\"make all\"");
	good("tell args=\"say \\\"a\\\\\\\\b\\\"\"",
	     "tell start end args=\"say \\\"a\\\\\\\\b\\\"\"");
	good("tell name=a\\*b", "tell start end name=a\\*b");
	good("tell name=a=b", "tell start end name=a=b");
	good("tell name=#1", "tell start end name=#1");
	good("tell name=\xff\x01", "tell start end name=\xff\x01");
	good("tell name=a path=b args=c", "tell start end name=a path=b args=c");
}

static void test_bad(void)
{
	bad("say", "'say' is neither tell nor quiet");
	bad("Tell", "'Tell' is neither tell nor quiet");
	bad("tell=", "'tell' is neither tell nor quiet");
	bad("=", "'' is neither tell nor quiet");
	bad("tell tell", "'tell' is no word of a rule");
	bad("tell # all", "'#' is no word of a rule");
	bad("tell \x1b[31m", "'\\x1b[31m' is no word of a rule");
	bad("tell name", "'name' has no =VALUE");
	bad("tell start=now", "'start' takes no value");
	bad("tell end end", "'end' is there twice");
	bad("tell name=a name=b", "'name' is there twice");
	bad("tell name=", "a pattern is empty");
	bad("tell args=\"\"", "a pattern is empty");
	bad("tell min=", "'' is not a time, such as 500ms, 10s or 2m");
	bad("tell min=1h", "'1h' is not a time, such as 500ms, 10s or 2m");
	bad("tell name=a min=-1", "'-1' is not a time, such as 500ms, 10s or 2m");
	bad("tell start failed", "failed, crashed and min are about ends, not about a start");
	bad("tell crashed start", "failed, crashed and min are about ends, not about a start");
	bad("tell start min=1s name=x",
	    "failed, crashed and min are about ends, not about a start");
	bad("tell args=\"make", "a quote has no end");
	bad("tell args=\"", "a quote has no end");
	bad("tell args=\"make\\", "in quotes \\ stands before \" or \\ only");
	bad("tell args=\"a\\nb\"", "in quotes \\ stands before \" or \\ only");
	bad("tell args=\"a\"b", "there is no blank behind a closing quote");
	bad("tell args=a\"b\"", "quotes must be around a whole value");
}

static void test_nothing(void)
{
	nothing("");
	nothing(" \t\r");
	nothing("# tell");
	nothing("\t#tell");
	nothing("#");
}

/* Long lines, bytes of all kinds */
static void test_hostile(void)
{
	static char line[RULE_LINE_MAX + 2] = "tell name=";
	char error[RULE_ERROR_MAX];
	struct rule rule;

	memset(line + 10, 'x', RULE_LINE_MAX - 10);
	is(rule_parse(&rule, line, RULE_LINE_MAX, error), 1, "as long as may be");
	is(strlen(rule.name), RULE_LINE_MAX - 10, "and all of it is there");
	rule_clear(&rule);
	is(rule_parse(&rule, line, RULE_LINE_MAX + 1, error), -1, "one byte more");
	is_str(error, "it has more than 4096 bytes", "is said to be too long");
	is(rule_parse(&rule, "tell\0end", 8, error), -1, "a NUL");
	is_str(error, "it has a NUL byte", "is said to be there");
	is(rule_parse(&rule, "#\0", 2, error), 0, "but in a comment");
	memset(line, '\x01', RULE_LINE_MAX);
	is(rule_parse(&rule, line, RULE_LINE_MAX, error), -1, "one long word of no letters");
	ok(strlen(error) < RULE_ERROR_MAX && strstr(error, "is neither"), "it is cut, no more");
}

static void cannot_be_said(struct rule rule, const char *name)
{
	char *line;

	errno = 0;
	line = rule_format(&rule);
	is_str(line, NULL, "%s: cannot be said", name);
	is(errno, EINVAL, "%s: EINVAL", name);
	free(line);
}

static void test_format(void)
{
	static char line[RULE_LINE_MAX];
	char newline[] = "a\nb", nothing_at_all[] = "";

	memset(line, '"', sizeof(line) - 1);
	cannot_be_said((struct rule){ 0 }, "neither start nor end");
	cannot_be_said((struct rule){ .start = true, .failed = true }, "a start that failed");
	cannot_be_said((struct rule){ .start = true, .name = newline }, "a newline");
	cannot_be_said((struct rule){ .start = true, .name = nothing_at_all }, "an empty pattern");
	cannot_be_said((struct rule){ .end = true, .min_ns = 1 }, "a nanosecond");
	cannot_be_said((struct rule){ .end = true, .min_ns = -1000000000 }, "a negative time");
	cannot_be_said((struct rule){ .end = true, .args = line }, "more than a line has");
}

/* Is such an event told of by such a rule? */
static bool holds(const char *line, const struct rule_event *event)
{
	char error[RULE_ERROR_MAX];
	struct rule rule;
	bool matches;

	if (parse(&rule, line, error) != 1)
		bail_out("%s: %s", line, error);
	matches = rule_matches(&rule, event);
	rule_clear(&rule);
	return matches;
}

static void yes(const char *line, const struct rule_event *event)
{
	ok(holds(line, event), "%s: %s holds", event->comm, line);
}

static void no(const char *line, const struct rule_event *event)
{
	ok(!holds(line, event), "%s: %s does not hold", event->comm, line);
}

static void test_start(void)
{
	static const struct rule_event make = { .comm = "make", .path = "/usr/bin/gmake",
		.args = "make\0-j 2\0all", .args_len = 14 };
	static const struct rule_event bare = { .comm = "bare", .path = "", .args = "" };

	yes("tell", &make);
	yes("tell start", &make);
	no("tell end", &make);
	no("tell failed", &make);
	yes("tell start end crashed", &make);
	yes("tell name=make", &make);
	yes("tell name=gmake", &make);
	yes("tell name=m?k[a-e]", &make);
	no("tell name=bin", &make);
	no("tell name=mak", &make);
	no("tell name=/usr/bin/gmake", &make);
	yes("tell path=/usr/bin/gmake", &make);
	yes("tell path=/usr/*make", &make);
	no("tell path=gmake", &make);
	yes("tell args=\"make -j 2 all\"", &make);
	yes("tell args=*all", &make);
	yes("tell args=\"* -j *\"", &make);
	no("tell args=all", &make);
	yes("tell name=make path=*gmake args=make*", &make);
	no("tell name=make path=*gmake args=x", &make);
	no("tell name=make path=x args=make*", &make);
	no("tell name=x path=*gmake args=make*", &make);
	no("tell path=*?", &bare);
	no("tell args=?*", &bare);
	yes("tell args=*", &bare);
	yes("tell name=bare", &bare);
}

static void test_end(void)
{
	struct rule_event end = { .comm = "make", .path = "/usr/bin/make", .args = "make",
		.args_len = 5, .ended = true, .status = 2 << 8, .duration_ns = 1500000000 };

	yes("tell", &end);
	yes("tell end", &end);
	no("tell start", &end);
	yes("tell failed", &end);
	no("tell crashed", &end);
	yes("tell min=1500ms", &end);
	no("tell min=1501ms", &end);
	yes("tell failed min=1s name=make args=make", &end);
	yes("tell start end failed", &end);
	end.status = 11;
	yes("tell failed", &end);
	yes("tell crashed", &end);
	end.status = 15;
	no("tell failed", &end);
	no("tell start end failed", &end);
	yes("tell end", &end);
	end.status = 0;
	no("tell failed", &end);
	end.duration_ns = UINT64_MAX;
	yes("tell min=9223372036s", &end);
}

/* As the page lists them */
static void test_status(void)
{
	static const int crashes[] = { 4, 5, 6, 7, 8, 11, 31 };
	static const int asked[] = { 1, 2, 13, 15 };
	char text[32];
	int i, crash = 0, ask = 0;

	for (i = 1; i < 64; i++) {
		bool crashed = (size_t)crash < ARRAY_SIZE(crashes) && crashes[crash] == i;
		bool was_asked = (size_t)ask < ARRAY_SIZE(asked) && asked[ask] == i;

		ok(status_is_crash(i) == crashed && status_is_crash(i | 0x80) == crashed,
		   "signal %d: a crash or not", i);
		is(status_is_failure(i), !was_asked, "signal %d: a failure or not", i);
		ok(!status_is_crash(i << 8) && status_is_failure(i << 8),
		   "status %d fails, but is no crash", i);
		crash += crashed;
		ask += was_asked;
	}
	ok(!status_is_failure(0) && !status_is_crash(0), "0 is neither");
	status_format(2 << 8, text, sizeof(text));
	is_str(text, "status=2", "a status");
	status_format(11 | 0x80, text, sizeof(text));
	is_str(text, "signal=SIGSEGV core", "a signal");
	status_format(34, text, sizeof(text));
	is_str(text, "signal=SIGRTMIN+0", "another one");
	status_format(33, text, sizeof(text));
	is_str(text, "signal=33", "one without a name");
}

int main(void)
{
	test_good();
	test_bad();
	test_nothing();
	test_hostile();
	test_format();
	test_start();
	test_end();
	test_status();
	return done_testing();
}
