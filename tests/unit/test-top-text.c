// SPDX-License-Identifier: GPL-2.0-or-later
/* proclook-top: what is said of a process, and that no text overruns its columns */
#include <locale.h>
#include <tap.h>

#include "describe.h"
#include "pane.h"

#define MS	1000000LL
#define SECOND	(1000 * MS)
#define HOUR	(3600 * SECOND)

static struct program program;
static struct process process;
static struct node node;

static void set(const char *comm, const char *args, size_t len)
{
	program = (struct program){ 1, (char *)"/usr/bin/x", (char *)args, len };
	process = (struct process){ .pid = 42, .ppid = 7, .start_ns = SECOND, .program = &program };
	memcpy(process.comm, comm, strnlen(comm, sizeof(process.comm)));
	node = (struct node){ .process = &process };
}

/* With the NUL behind each, and one more */
#define SET(comm, args)	set(comm, args, sizeof(args) - 1)

static const char *command(size_t size)
{
	static char text[4096];

	memset(text, 'X', sizeof(text));
	describe_command(&process, text, size);
	return text;
}

static void test_command(void)
{
	SET("ls", "/bin/ls\0-l\0");
	is_str(command(99), "ls -l", "name and arguments");
	SET("sh", "sh\0-c\0a b\0\0c\0");
	is_str(command(99), "sh -c 'a b' '' c", "an argument with a blank, an empty one");
	SET("x", "");
	is_str(command(99), "x", "no arguments");
	set("x", "x\0y", 3);
	is_str(command(99), "x y", "the last one has no end");
	process.flags = PROCLOOK_F_KERNEL_THREAD;
	is_str(command(99), "[x]", "of the kernel");
	SET("exactly15bytes!", "");
	process.comm[15] = '!';
	is_str(command(99), "exactly15bytes!!", "no NUL behind a name");
	SET("\x1b[31m\n", "x\0\x1b]0;x\a\0\xff\xe2\x80\xae\0");
	is_str(command(99), "\\x1b[31m\\n \\x1b]0;x\\a \\xff\\u{202E}",
	       "nothing that a terminal obeys");
	SET("abc", "x\0def\0");
	is_str(command(4), "abc", "cut");
	is_str(command(3), "ab", "within the name");
	is_str(command(6), "abc d", "within an argument");
	SET("a", "x\0\0\0\0");
	is_str(command(4), "a '", "within quotes");
}

static const char *status(uint64_t ns, int how)
{
	static char text[64];

	node.state = NODE_ENDED;
	process.end_ns = process.start_ns + ns;
	process.exit_status = how;
	describe_status(&node, text, 16);
	return text;
}

static void test_status(void)
{
	char text[64];

	SET("x", "");
	describe_status(&node, text, sizeof(text));
	is_str(text, "", "it runs");
	is_str(status(5 * MS, 0), "0 5ms", "well");
	ok(!describe_is_failure(&node), "is no failure");
	is_str(status(1500 * MS, 3 << 8), "3 1.5s", "a status");
	ok(describe_is_failure(&node), "is a failure");
	is_str(status(99999 * MS, 26), "SIGVTALRM 99.9s", "a signal");
	ok(describe_is_failure(&node), "is a failure");
	is_str(status(HOUR, 11 | 128), "SIGSEGV 60m", "with a core");
	is_str(status(1000 * HOUR, 35), "signal 35 1000h", "a signal without a name");
	is_str(status(100 * SECOND, 255 << 8), "255 1m", "minutes");
	process.end_ns = process.start_ns - 1;
	describe_status(&node, text, sizeof(text));
	is_str(text, "255 0ms", "ended before it started");
	process.end_ns = 0;
	describe_status(&node, text, sizeof(text));
	is_str(text, "ended", "nobody saw how");
	ok(!describe_is_failure(&node), "is no failure");
}

static const char *time_of(int64_t then, int64_t now)
{
	static char text[64];

	describe_time(then, now, text, sizeof(text));
	return text;
}

static void test_time(void)
{
	is_str(time_of(25 * HOUR, 26 * HOUR), "01:00:00", "today");
	is_str(time_of(23 * HOUR, 25 * HOUR), "Jan 01", "yesterday");
	is_str(time_of(25 * HOUR, 25 * HOUR + 365 * 24 * HOUR), "1970", "a year ago");
}

static void test_details(void)
{
	char *text;

	SET("n\n", "sh\0\0a\nb\0");
	process.flags = PROCLOOK_F_ARGS_CUT;
	process.uid = 4000000000U;
	status(SECOND, 9);
	text = describe_all(&node, 0);
	is_str(text, "Process    42\nParent     7\nUser       4000000000, 4000000000\n"
	       "Started    1970-01-01 00:00:01 +0000\nEnded      1970-01-01 00:00:02 +0000\n"
	       "Status     SIGKILL 1.0s\nName       n\\n\nPath       /usr/bin/x\nArguments\n"
	       "0          sh\n1         \x20\n2          a\\nb\n"
	       "           ... and more, which is not known\n", "all of it");
	free(text);
}

static struct line line;

static const char *shown(void)
{
	static char text[4 * LINE_SIZE];
	size_t used = 0, i;

	for (i = 0; i < line.len; i++)
		used += wcrtomb(text + used, line.text[i], &(mbstate_t){ 0 });
	text[used] = '\0';
	return text;
}

static void test_line(void)
{
	char *flood = calloc(1, 3 * LINE_SIZE);
	size_t i;

	line_start(&line, 10);
	is(line_put(&line, "abc", 5), 3, "all of it");
	is(line_put(&line, "defg", 5), 2, "up to the column");
	is(line_put(&line, "h", 5), 0, "nothing behind it");
	line_pad(&line, 7);
	is(line_put(&line, "ijklm", 99), 3, "up to the end of the line");
	is_str(shown(), "abcde  ijk", "a line");
	is(line.columns, 10, "is full");
	line_start(&line, 5);
	line_put(&line, "\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2", 5);
	is_str(shown(), "\xe6\xbc\xa2\xe5\xad\x97", "half of a wide character has no room");
	is(line.columns, 4, "two of them");
	line_pad(&line, 5);
	is(line.columns, 5, "a blank for it");
	line_start(&line, 5);
	line_put(&line, "e\xcc\x81x", 1);
	is_str(shown(), "e\xcc\x81", "an accent takes no column");
	line_start(&line, 5);
	line_put(&line, "a\xff\xe2\x82", 5);
	is_str(shown(), "a???", "bytes that are no characters");
	line_start(&line, 5);
	is(line_put(&line, "a\nb", 5), 1, "up to a newline");
	for (i = 0; i < LINE_SIZE + 100; i++)
		memcpy(flood + 2 * i, "\xcc\x81", 3);
	line_start(&line, 5);
	line_put(&line, flood, 5);
	line_pad(&line, 5);
	is(line.len, LINE_SIZE, "no more than there is memory for");
	free(flood);
}

static void test_pane(void)
{
	struct pane pane = { 0 };
	const char *rest;

	pane_fit(&pane, 10, 5);
	is(pane.count, 0, "no text");
	pane_set(&pane, strdup("0123456789ab\n\nc\n"));
	pane_fit(&pane, 10, 2);
	is(pane.count, 4, "a long line is broken");
	pane_move(&pane, 1);
	is(pane.top, 1, "down");
	pane_move(&pane, PTRDIFF_MAX);
	is(pane.top, 2, "to the end");
	pane_fit(&pane, 100, 2);
	is(pane.top, 1, "a wider screen");
	pane_move(&pane, -PTRDIFF_MAX);
	is(pane.top, 0, "to the beginning");
	rest = pane_next(pane.text, &line, 10);
	is_str(shown(), "0123456789", "the first line");
	rest = pane_next(rest, &line, 10);
	is_str(shown(), "ab", "the rest of it");
	rest = pane_next(rest, &line, 10);
	is_str(shown(), "", "an empty one");
	is_str(rest, "c\n", "one is left");
	pane_fit(&pane, 0, 2);
	is(pane.count, 1, "no columns");
	pane_set(&pane, NULL);
	ok(!pane.text && !pane.top, "closed");
}

int main(void)
{
	setenv("TZ", "UTC0", 1);
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		bail_out("there is no locale C.UTF-8");
	test_command();
	test_status();
	test_time();
	test_details();
	test_line();
	test_pane();
	return done_testing();
}
