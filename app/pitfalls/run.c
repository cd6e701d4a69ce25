// SPDX-License-Identifier: GPL-2.0-or-later
/* Play a lesson, and say what came of it */
#include "run.h"

#include "trace.h"
#include "util.h"

static const char *const form_names[2] = { "fixed", "broken" };

static struct tally play(const struct lesson *lesson, bool by_script)
{
	int asleep;

	trace_clear();
	if (lesson->begin)
		lesson->begin();
	asleep = stage_play(lesson->roles, by_script ? lesson->script : NULL, lesson->hold);
	tally_asleep(asleep);
	if (lesson->end)
		lesson->end();
	return tally_take();
}

static void show_trace(const struct lesson *lesson)
{
	const char *names[MAX_ACTORS];
	int count;

	for (count = 0; lesson->roles[count].name; count++)
		names[count] = lesson->roles[count].name;
	put("\n");
	trace_print(names, count);
	put("\n");
}

static void show_round(const struct lesson *lesson, const struct tally *tally, bool trace)
{
	put("%s form\n", form_names[lesson->broken]);
	if (trace)
		show_trace(lesson);
	put("  ");
	tally_print(tally);
}

/* By the script: each round must come to the same */
static bool judge(const struct lesson *lesson, const struct run *run)
{
	enum fault wanted = lesson->broken ? lesson->fails_as : FAULT_NONE;
	unsigned int counts[FAULTS] = { 0 };
	unsigned int i;
	int fault;

	for (i = 0; i < run->rounds; i++) {
		struct tally tally = play(lesson, true);

		if (!i)
			show_round(lesson, &tally, run->trace);
		counts[tally_fault(&tally)]++;
	}
	for (fault = 0; fault < FAULTS; fault++)
		if (counts[fault])
			put("  verdict: %s, in %u of %u rounds%s\n", fault_name(fault),
			    counts[fault], run->rounds,
			    fault == (int)wanted ? "" : ": this must not be");
	return counts[wanted] == run->rounds;
}

static void take_chances(const struct lesson *lesson, const struct run *run)
{
	unsigned int faulty = 0;
	unsigned int i;

	for (i = 0; i < run->chance; i++) {
		struct tally tally = play(lesson, false);

		faulty += tally_fault(&tally) != FAULT_NONE;
	}
	if (run->chance)
		put("  by chance: a fault in %u of %u rounds\n", faulty, run->chance);
}

static void show_rule(const struct lesson *lesson)
{
	size_t i;

	put("rule: %s\n", lesson->rule);
	put("textbooks: %s\n", lesson->term);
	put("kept in:");
	for (i = 0; i < MAX_PLACES && lesson->kept_in[i]; i++)
		put(" %s", lesson->kept_in[i]);
	put("\n");
}

bool run_lesson(const struct run *run, size_t n)
{
	const struct lesson *lesson = NULL;
	bool good = true;
	int broken;

	for (broken = 1; broken >= 0; broken--) {
		if (!run->form[broken])
			continue;
		if (!lesson)
			put("F%s  %s\n", lesson_number(n, broken)->id,
			    lesson_number(n, broken)->title);
		lesson = lesson_number(n, broken);
		good = judge(lesson, run) && good;
		take_chances(lesson, run);
	}
	if (lesson)
		show_rule(lesson);
	put("\n");
	return good;
}
