// SPDX-License-Identifier: GPL-2.0-or-later
/* A file of rules: reading it, what it says together, changing lines, writing it */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <tap.h>

#include "rules.h"

/* Where the default comes from: the makefile says it */
#ifndef EXAMPLE
#define EXAMPLE	"notify.conf"
#endif

static void put(const char *name, const char *text, size_t len)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd < 0 || write(fd, text, len) != (ssize_t)len)
		bail_out("%s: %s", name, strerror(errno));
	close(fd);
}

static void put_text(const char *name, const char *text)
{
	put(name, text, strlen(text));
}

/* To be freed */
static char *get(const char *name)
{
	char *text = calloc(1, 65536);
	int fd = open(name, O_RDONLY);

	if (!text || fd < 0 || read(fd, text, 65535) < 0)
		bail_out("%s: %s", name, strerror(errno));
	close(fd);
	return text;
}

static void file_is(const char *name, const char *wanted, const char *what)
{
	char *text = get(name);

	is_str(text, wanted, "%s", what);
	free(text);
}

static int files_here(void)
{
	FILE *list = popen("ls -A | wc -l", "r");
	int count = -1;

	if (!list || fscanf(list, "%d", &count) != 1)
		bail_out("ls");
	pclose(list);
	return count;
}

static struct rules *must_read(const char *path)
{
	struct rules *rules = rules_read(path);

	if (!rules)
		bail_out("%s: %s", path, strerror(errno));
	return rules;
}

static void fails(const char *path, int error, const char *why)
{
	struct rules *rules;

	errno = 0;
	rules = rules_read(path);
	ok(!rules, "%s: is not read", why);
	is(errno, error, "%s: says why", why);
	rules_free(rules);
}

static bool tells(const char *text, const char *comm, int status)
{
	const struct rule_event event = { .comm = comm, .path = "", .args = "",
		.ended = status >= 0, .status = status };
	struct rules *rules = rules_from_text(text, strlen(text));
	bool tell;

	if (!rules)
		bail_out("no memory");
	tell = rules_tell(rules, &event);
	rules_free(rules);
	return tell;
}

static void test_together(void)
{
	ok(!tells("", "a", 0), "without a rule nothing is told");
	ok(!tells("# tell\n\n", "a", 0), "nor by a comment");
	ok(tells("tell end\n", "a", 0), "what is to be told");
	ok(tells("tell end", "a", 0), "without a newline");
	ok(tells("tell end\r\n", "a", 0), "with another system's newline");
	ok(!tells("tell start\ntell failed\n", "a", 0), "no rule is about it");
	ok(tells("tell start\ntell failed\n", "a", 11), "the second one is");
	ok(!tells("tell\nquiet name=a\n", "a", 0), "quiet behind tell");
	ok(!tells("quiet name=a\ntell\ntell\n", "a", 0), "quiet before tell");
	ok(!tells("tell\ntell\nquiet end\n", "a", 0), "quiet about ends");
	ok(tells("tell\ntell\nquiet end\n", "a", -1), "is not about starts");
	ok(tells("quiet name=a\ntell\n", "b", 0), "quiet about another one");
	ok(tells("what\ntell end\nquiet end=1\n", "a", 0), "bad lines do no harm");
	ok(tells(rules_default_text, "a", 11), "the default tells of a crash");
	ok(!tells(rules_default_text, "a", 256), "not of a failure");
	ok(!tells(rules_default_text, "a", -1), "nor of a start");
}

static void test_default(void)
{
	struct rules *rules = must_read("none/proclook/notify.conf");
	char *example = get(EXAMPLE);

	ok(rules->absent, "there is none");
	is_str(rules_default_text, example, "the default is the example");
	is(rules_next_bad(rules, 0), rules->count, "and has no bad line");
	is(rules_write(rules), 0, "it can be written");
	file_is("none/proclook/notify.conf", example, "as it is, in new folders");
	ok(!rules->absent, "and is there");
	is(rules_write(rules), 0, "and can be written again");
	rules_free(rules);
	free(example);
	is(system("rm -r none"), 0, "it is removed");
	put_text("file", "");
	rules = must_read("file/notify.conf");
	ok(rules->absent, "where a folder should be there is a file: there is none");
	is(rules_write(rules), -1, "nor can there be one");
	is(errno, ENOTDIR, "and this is why");
	rules_free(rules);
	unlink("file");
}

/* All lines of the example but for comments are rules, and so are those it shows */
static void test_example(void)
{
	struct rules *rules;
	int examples = 0;
	char *text, *at;

	text = strdup(rules_default_text);
	for (at = text; (at = strstr(at, "\n#\t")); at += 3) {
		if (strncmp(at + 3, "tell ", 5) && strncmp(at + 3, "quiet ", 6))
			continue;
		at[1] = ' ';
		examples++;
	}
	rules = rules_from_text(text, strlen(text));
	ok(examples > 3, "it has examples");
	is(rules_next_bad(rules, 0), rules->count, "each can be used as it is");
	rules_free(rules);
	free(text);
}

static void test_bad_lines(void)
{
	static const char text[] = "tell\nsay\n\0\n\ntell end\nquiet x\xff";
	struct rules *rules = rules_from_text(text, sizeof(text) - 1);
	size_t bad;

	is(rules->count, 6, "lines");
	bad = rules_next_bad(rules, 0);
	is(bad, 1, "the first bad one");
	is_str(rules->lines[bad].error, "'say' is neither tell nor quiet", "and why");
	bad = rules_next_bad(rules, bad + 1);
	is(bad, 2, "the next one");
	is_str(rules->lines[bad].error, "it has a NUL byte", "and why");
	bad = rules_next_bad(rules, bad + 1);
	is(bad, 5, "the one without newline");
	is_str(rules->lines[bad].error, "'x\\xff' is no word of a rule", "and why");
	is(rules_next_bad(rules, bad + 1), 6, "no more");
	rules_free(rules);
}

static void test_refused(void)
{
	char *huge = malloc(RULES_SIZE_MAX + 1);
	struct rules *rules;

	fails(".", EISDIR, "a folder");
	is(mkfifo("fifo", 0600), 0, "there is a FIFO");
	fails("fifo", EINVAL, "a FIFO");
	fails("/dev/zero", EINVAL, "a device");
	memset(huge, '#', RULES_SIZE_MAX + 1);
	put("huge", huge, RULES_SIZE_MAX + 1);
	fails("huge", EFBIG, "a byte too many");
	put("huge", huge, RULES_SIZE_MAX);
	rules = must_read("huge");
	is(rules->count, 1, "as many as may be are one line");
	rules_free(rules);
	memset(huge, '\n', RULES_SIZE_MAX);
	put("huge", huge, RULES_LINES_MAX + 1);
	fails("huge", EFBIG, "a line too many");
	put("huge", huge, RULES_LINES_MAX);
	rules = must_read("huge");
	is(rules_add(rules, &(struct rule){ .end = true }), -1, "nor can one be added");
	is(errno, EFBIG, "for this reason");
	rules_free(rules);
	free(huge);
	unlink("fifo");
	unlink("huge");
}

static const char before[] =
	"# one\n"
	"\n"
	"tell  end   # not a comment\n"
	"tell end\n"
	"\t quiet name=x\r\n"
	"\xff";
static const char after[] =
	"# one\n"
	"\n"
	"tell  end   # not a comment\n"
	"quiet start args=\"a b\"\n"
	"\t quiet name=x\r\n"
	"\xff\n"
	"tell end failed\n";

static void test_edit(void)
{
	struct rule add = { .end = true, .failed = true };
	char args[] = "a b";
	struct rule set = { .quiet = true, .start = true, .args = args };
	struct stat st;
	struct rules *rules;

	put_text("rules", before);
	chmod("rules", 0640);
	rules = must_read("rules");
	is(rules->count, 6, "lines");
	is(rules_set(rules, 3, &set), 0, "one is set");
	is(rules_add(rules, &add), 0, "one is added");
	is(rules_set(rules, 3, &(struct rule){ 0 }), -1, "one that cannot be is not set");
	is(rules_add(rules, &(struct rule){ 0 }), -1, "nor added");
	file_is("rules", before, "nothing is written yet");
	is(rules_write(rules), 0, "it is written");
	file_is("rules", after, "and the other lines are as they were");
	ok(!stat("rules", &st) && (st.st_mode & 07777) == 0640, "the mode, too");
	is(files_here(), 1, "nothing else is left");
	is(rules_set(rules, 3, &rules->lines[3].rule), 0, "a rule is set to itself");
	is(rules_add(rules, &rules->lines[6].rule), 0, "and added to itself");
	rules_remove(rules, 7);
	is(rules->count, 7, "and removed");
	is(rules_write(rules), 0, "it is written again");
	file_is("rules", after, "as it was");
	while (rules->count)
		rules_remove(rules, 0);
	is(rules_write(rules), 0, "all are removed");
	file_is("rules", "", "and nothing is left");
	rules_free(rules);
	unlink("rules");
}

/* What somebody else did meanwhile stays */
static void test_changed(void)
{
	struct rules *rules;

	put_text("rules", "tell\n");
	rules = must_read("rules");
	put_text("rules", "quie\n");
	is(rules_write(rules), -1, "it was changed, and is as long as before");
	is(errno, ESTALE, "that is said");
	file_is("rules", "quie\n", "what was changed is still there");
	put_text("rules", "tell\n");
	is(rules_write(rules), 0, "it was changed back");
	unlink("rules");
	is(rules_write(rules), -1, "it was removed");
	is(errno, ESTALE, "that is said");
	is(access("rules", F_OK), -1, "it stays removed");
	rules_free(rules);
	rules = must_read("rules");
	put_text("rules", "tell\n");
	is(rules_write(rules), -1, "it was made");
	is(errno, ESTALE, "that is said");
	file_is("rules", "tell\n", "what was made is still there");
	is(files_here(), 1, "nothing else is left");
	rules_free(rules);
	unlink("rules");
}

static void test_links(void)
{
	struct rules *rules;
	char target[16] = "";

	is(mkdir("there", 0700), 0, "there is another folder");
	put_text("there/file", "tell\n");
	is(symlink("there/file", "rules"), 0, "with the file");
	rules = must_read("rules");
	rules_remove(rules, 0);
	is(rules_write(rules), 0, "it is written");
	is(readlink("rules", target, sizeof(target)), 10, "the link is still one");
	file_is("there/file", "", "what it leads to is changed");
	is(files_here(), 2, "nothing else is left");
	rules_free(rules);
	unlink("there/file");
	rules = must_read("rules");
	ok(rules->absent, "a link that leads nowhere: there is none");
	is(rules_write(rules), -1, "nor is one written");
	is(errno, ENOENT, "that is said");
	is(readlink("rules", target, sizeof(target)), 10, "the link is still one");
	rules_free(rules);
	unlink("rules");
	rmdir("there");
}

static void path_is(const char *config, const char *home, const char *wanted)
{
	char *path;

	setenv("XDG_CONFIG_HOME", config, 1);
	setenv("HOME", home, 1);
	path = rules_default_path();
	is_str(path, wanted, "XDG_CONFIG_HOME='%s', HOME='%s'", config, home);
	free(path);
}

static void test_path(void)
{
	path_is("/config", "/me", "/config/proclook/notify.conf");
	path_is("", "/me", "/me/.config/proclook/notify.conf");
	path_is("config", "/me", "/me/.config/proclook/notify.conf");
	path_is("", "me", NULL);
	path_is("", "", NULL);
}

int main(void)
{
	char folder[] = "/tmp/test-rules.XXXXXX";

	if (!mkdtemp(folder) || chdir(folder))
		bail_out("%s: %s", folder, strerror(errno));
	test_together();
	test_default();
	test_example();
	test_bad_lines();
	test_refused();
	test_edit();
	test_changed();
	test_links();
	test_path();
	if (chdir("/") || rmdir(folder))
		diag("%s: %s", folder, strerror(errno));
	return done_testing();
}
