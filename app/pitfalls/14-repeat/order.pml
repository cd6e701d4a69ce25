/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * F14: fork, exit and fork again, with the same process id
 *
 * Actors: world watcher
 * Code: is_new() and watcher() in app/pitfalls/14-repeat/lesson.c; is_new() in
 * app/lib/read.c; take_snapshot() in drv/snapshot.c
 *
 * When nothing moves any more, what was shown and what the watcher was told to have missed
 * are all that there were.
 *
 * WRONG BROKEN	what is equal is taken for the same
 */
mtype = { forked, exited };

byte seq;
mtype type;
byte seen;
mtype last;
byte shown;
byte missed;

inline signal(what)
{
	atomic {
		type = what;
		seq++;
		printf("world: %e\n", type)
	}
}

active proctype world()
{
	signal(forked);
	signal(exited);
	signal(forked)
}

active proctype watcher()
{
end:	do
	:: seq != seen ->
		d_step {
			missed = missed + seq - seen - 1;
#ifdef BROKEN
			if
			:: type != last ->
				shown++;
				printf("watcher: %e: new\n", type)
			:: else -> printf("watcher: %e: a repeat\n", type)
			fi;
#else
			shown++;
			printf("watcher: %e: new\n", type);
#endif
			last = type;
			seen = seq
		}
	od
}

init
{
	/* Nothing moves any more */
	timeout;
	assert(shown + missed == 3)
}
