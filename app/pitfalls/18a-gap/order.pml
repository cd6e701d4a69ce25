/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * F18: three processes start while a watcher begins
 *
 * Actors: world watcher
 * Code: watcher() in app/pitfalls/18a-gap/lesson.c; startup_follow() in
 * app/pitfalls/startup.c; list_batch() in drv/process_list.c, one step here
 *
 * When nothing moves any more the watcher knows each of them, once.
 *
 * WRONG BROKEN	first the list, then the watch
 */
#define PROCESSES	3

byte started;
byte cursor;
byte known[PROCESSES + 1];

active proctype world()
{
	do
	:: started < PROCESSES ->
		atomic {
			started++;
			printf("world: process %d starts\n", started)
		}
	:: else -> break
	od
}

inline open_watch()
{
	atomic {
		cursor = started;
		printf("watcher: open the watch\n")
	}
}

inline list()
{
	d_step {
		listed = started;
		for (i : 1 .. listed) {
			known[i]++
		}
		printf("watcher: list: %d\n", listed)
	}
}

active proctype watcher()
{
	byte i;
	byte listed;

#ifdef BROKEN
	list();
	open_watch();
#else
	open_watch();
	list();
	cursor = listed;
#endif

end:	do
	:: cursor < started ->
		atomic {
			cursor++;
			known[cursor]++;
			printf("watcher: event: a fork\n")
		}
	od
}

init
{
	byte i;

	/* Nothing moves any more */
	timeout;
	for (i : 1 .. PROCESSES) {
		assert(known[i] == 1)
	}
}
