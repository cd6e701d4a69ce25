// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A file of rules: whatever stands in it, each line is a rule, a bad one, or says nothing;
 * a rule is the same when it was written as a line, and matches the same; what is told is
 * what single rules say; a line that is changed leaves the others as they are.
 *
 *	input: an event (1 byte: ended; 2: status; 8: duration), which line to change and how
 *	(1 byte each), short name, path, arguments, each behind its length; the text
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "rules.h"
#include "text.h"

/* In the order that take_text() numbers them */
static const char *const words[] = { "tell", "quiet", "tell ", "quiet ", "\ntell failed ",
	"\ntell min=5ms ", "\nquiet crashed ", "\ntell args=\"", "\\\\", "\\\"", "\"\n",
	" start", " end", " failed", " crashed", " min=", " name=", " path=", " args=", "\n",
	"\t", "\r", " ", "\"", "\\", "*", "?", "[a-c]", "#", "=", "a", "b", "/", "1", "0",
	"5", "us", "ms", "s", "m", NULL };

/* Of names, paths and arguments */
static const char *const letters[] = { "a", "b", "c", "/", "*", "\n", "\xff", NULL };

static size_t lines_of(const char *text, size_t len)
{
	size_t count = 0;
	const char *end;

	for (; len; count++) {
		end = memchr(text, '\n', len);
		len = end ? len - (end - text) - 1 : 0;
		text = end ? end + 1 : text;
	}
	return count;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static void must_be_same(const struct rule *a, const struct rule *b)
{
	must(a->quiet == b->quiet);
	must(a->start == b->start);
	must(a->end == b->end);
	must(a->failed == b->failed);
	must(a->crashed == b->crashed);
	must(a->min_ns == b->min_ns);
	must(same_text(a->name, b->name));
	must(same_text(a->path, b->path));
	must(same_text(a->args, b->args));
}

/* Of all that is promised of a rule that a line gave */
static void check_sense(const struct rule *rule, const struct rule_event *event)
{
	bool matches = rule_matches(rule, event);

	must(rule->start || rule->end);
	must(rule->end || (!rule->failed && !rule->crashed && !rule->min_ns));
	must(rule->min_ns >= 0);
	must((!rule->name || *rule->name) && (!rule->path || *rule->path));
	must(!rule->args || *rule->args);
	must(!matches || (event->ended ? rule->end : rule->start));
	must(!matches || !rule->path || !fnmatch(rule->path, event->path, 0));
	must(!matches || !event->ended || event->duration_ns >= (uint64_t)rule->min_ns);
	must(matches || rule->failed || rule->crashed || rule->min_ns || rule->name ||
	     rule->path || rule->args || (event->ended ? !rule->end : !rule->start));
}

/* The words behind the first, as they are cut where there is no quote */
static void check_words(const struct rules_line *line)
{
	char *copy = strdup(line->text), *rest = copy, *word;
	bool start = false, end = false, about_end = false;

	while ((word = strsep(&rest, " \t\r"))) {
		start |= !strcmp(word, "start");
		end |= !strcmp(word, "end");
		about_end |= !strcmp(word, "failed") || !strcmp(word, "crashed") ||
			     !strncmp(word, "min=", 4);
	}
	if (!strchr(line->text, '"')) {
		must(line->rule.start == (start || (!end && !about_end)));
		must(line->rule.end == (end || about_end || !start));
	}
	free(copy);
}

/* Never so long that it would be too long as a line */
static void check_line(const struct rule *rule, const struct rule_event *event)
{
	char error[RULE_ERROR_MAX];
	char *line = rule_format(rule);
	struct rule again;

	must(line);
	must(rule_parse(&again, line, strlen(line), error) == 1);
	must_be_same(rule, &again);
	must(rule_matches(&again, event) == rule_matches(rule, event));
	rule_clear(&again);
	free(line);
}

/* As the text says it: all rules are asked, in the plainest way */
static bool is_told(const struct rules *rules, const struct rule_event *event)
{
	bool tell = false, quiet = false;
	size_t i;

	for (i = 0; i < rules->count; i++) {
		const struct rules_line *line = &rules->lines[i];

		if (line->kind == LINE_RULE && rule_matches(&line->rule, event)) {
			tell |= !line->rule.quiet;
			quiet |= line->rule.quiet;
		}
	}
	return tell && !quiet;
}

static void check_rules(const struct rules *rules, const struct rule_event *event)
{
	size_t i, bad = 0, found = 0;

	for (i = 0; i < rules->count; i++) {
		const struct rules_line *line = &rules->lines[i];

		must(!memchr(line->text, '\n', line->len) && !line->text[line->len]);
		must(!line->error == (line->kind != LINE_BAD));
		if (line->kind == LINE_RULE) {
			check_sense(&line->rule, event);
			check_line(&line->rule, event);
			check_words(line);
		} else if (line->kind == LINE_BAD) {
			must(*line->error && is_fit(line->error, strlen(line->error)));
			bad++;
		}
	}
	for (i = rules_next_bad(rules, 0); i < rules->count; i = rules_next_bad(rules, i + 1))
		found++;
	must(found == bad);
	must(rules_tell(rules, event) == is_told(rules, event));
}

/* The lines are those of the text, but for one */
static void check_lines(const struct rules *rules, const char *text, size_t len, size_t but)
{
	size_t i;

	for (i = 0; i < rules->count; i++) {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) : len;

		must(i == but || (rules->lines[i].len == line &&
				  !memcmp(rules->lines[i].text, text, line)));
		text += line + !!end;
		len -= line + !!end;
	}
	must(!len);
}

static void change(struct rules *rules, const char *text, size_t len, size_t which, size_t how)
{
	struct rule rule = { .quiet = how & 1, .start = how & 2, .end = how & 4,
		.failed = how & 8, .crashed = how & 16 };
	bool good = rule.start || rule.end;
	size_t count = rules->count;

	good &= rule.end || (!rule.failed && !rule.crashed);
	must(rules_add(rules, &rule) == (good ? 0 : -1));
	must(rules->count == count + good);
	if (good) {
		must(rules->lines[count].kind == LINE_RULE);
		must_be_same(&rules->lines[count].rule, &rule);
		rules_remove(rules, count);
	}
	if (count) {
		which %= count;
		must(rules_set(rules, which, &rule) == (good ? 0 : -1));
		check_lines(rules, text, len, good ? which : count);
	}
}

static struct rule_event take_event(struct input *input)
{
	struct rule_event event = { .ended = take(input, 1) & 1 };

	event.status = (int)take(input, 2);
	event.duration_ns = take(input, 8);
	return event;
}

/* Each ends with a newline, in place of which it has a NUL */
static size_t args_of(char *text)
{
	size_t len = strlen(text);
	char *end;

	while ((end = memchr(text, '\n', len)))
		*end = '\0';
	return len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	struct rule_event event = take_event(&input);
	size_t which = take(&input, 1), how = take(&input, 1);
	char *comm = take_text(&input, take_up_to(&input, 4), letters);
	char *path = take_text(&input, take_up_to(&input, 7), letters);
	char *args = take_text(&input, take_up_to(&input, 7), letters);
	char *text = take_text(&input, input.left, words);
	size_t len = strlen(text);
	struct rules *rules;

	event.comm = comm;
	event.path = path;
	event.args = args;
	event.args_len = args_of(args);
	rules = rules_from_text(text, len);
	must(rules && rules->count == lines_of(text, len));
	check_lines(rules, text, len, rules->count);
	check_rules(rules, &event);
	change(rules, text, len, which, how);
	rules_free(rules);
	free(text);
	free(args);
	free(path);
	free(comm);
	return 0;
}
