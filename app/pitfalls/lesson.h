/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A lesson: a folder with lesson.c, README.md and perhaps order.pml, found by its name
 *
 * lesson.c is compiled twice, once with BROKEN, and registers itself; its two forms differ
 * in what stands behind #ifdef BROKEN.
 */
#ifndef PITFALLS_LESSON_H
#define PITFALLS_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "stage.h"
#include "tally.h"

#ifdef BROKEN
#define IS_BROKEN	true
#else
#define IS_BROKEN	false
#endif

/* What the lessons are grouped by */
#define GROUP_WAKE_UPS	"lost wake-ups"
#define GROUP_STATE	"overwritten and torn state"
#define GROUP_IDENTITY	"duplicates and identity"
#define GROUP_WAITERS	"many waiters"
#define GROUP_START	"start-up and shut-down"

#define MAX_PLACES	4

/**
 * struct lesson - one form of a lesson
 * @id: the number of the fault, and a letter where it has several lessons
 * @title: in few words
 * @group: one of GROUP_*
 * @core: where it comes in the two hours of the core path; 0 for self-study
 * @broken: this is the form with the fault
 * @fails_as: what the broken form comes to, each time
 * @rule: that was broken
 * @term: what textbooks call it
 * @kept_in: where proclook keeps the rule, "file:function"
 * @hold: a point in the kernel that is in @script; or NULL
 * @roles: who acts, up to one without a name
 * @script: in which order, up to one without an actor
 * @begin: before each round
 * @end: after it, for what the actors could not tell
 */
struct lesson {
	const char *id;
	const char *title;
	const char *group;
	int core;
	bool broken;
	enum fault fails_as;
	const char *rule;
	const char *term;
	const char *kept_in[MAX_PLACES];
	const char *hold;
	const struct role *roles;
	const struct step *script;
	void (*begin)(void);
	void (*end)(void);
};

void lesson_register(const struct lesson *lesson);

#define LESSON(lesson) \
	static void __attribute__((constructor)) register_lesson(void) \
	{ \
		lesson_register(&(lesson)); \
	}

/* In the order of their ids; NULL behind the last one */
const struct lesson *lesson_number(size_t n, bool broken);

/* Is it meant by "14", "F14", "21", or "21a"? */
bool lesson_matches(const struct lesson *lesson, const char *id);

#endif /* PITFALLS_LESSON_H */
