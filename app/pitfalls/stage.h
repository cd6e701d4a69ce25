/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stage: actors, each a thread, that pass named points
 *
 * With a script they pass in its order, one at a time: the next one goes on when nobody moves
 * any more, each at a point, at its end, or asleep in the kernel.  Behind its end, and without
 * one, all run as they like.  Nothing here ever sleeps for a time in the hope that something
 * has happened.
 */
#ifndef PITFALLS_STAGE_H
#define PITFALLS_STAGE_H

#include <stdbool.h>

/**
 * struct role - an actor and what it does
 * @name: the head of its column
 * @act: returns as soon as point() says so
 */
struct role {
	const char *name;
	void (*act)(void);
};

/**
 * struct step - lets an actor pass
 * @actor: its name
 * @point: where it must stand
 * @if_there: or not: then the step is left out
 */
struct step {
	const char *actor;
	const char *point;
	bool if_there;
};

#define STEP(a, p)		{ .actor = (a), .point = (p) }
#define STEP_IF_THERE(a, p)	{ .actor = (a), .point = (p), .if_there = true }

/* For actors */

/* Stands here until the script lets it pass.  Return: false if the round is over */
bool point(const char *name);

/* Around a call that may sleep until another actor does something */
void wait_begins(void);
void wait_ends(void);

/* Into the actor's column */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* 0 for the first actor */
int actor_number(void);

/* For who plays a lesson */

/**
 * stage_play() - one round
 * @roles: the actors
 * @script: the order; NULL: none
 * @hold: the point of the script that is in the kernel; NULL: there is none
 *
 * Ends when nobody moves any more, though all may.
 *
 * Return: how many actors slept in the kernel then
 */
int stage_play(const struct role *roles, const struct step *script, const char *hold);

#endif /* PITFALLS_STAGE_H */
