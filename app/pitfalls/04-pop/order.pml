/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * F4: three events, a list, and an event that is set once or three times
 *
 * Actors: callback consumer
 * Code: pop_send() and pop_wait() in app/pitfalls/module/pop.c; consumer() in
 * app/pitfalls/04-pop/lesson.c
 *
 * When nothing moves any more all were popped.
 *
 * WRONG BROKEN	it waits first, and then pops one
 */
byte listed;
byte popped;
bit set;

active proctype callback()
{
	byte number;

	for (number : 101 .. 103) {
		listed++;
		atomic {
			printf("callback: %d starts: append, set\n", number);
			set = 1
		}
	}
}

inline pop()
{
	atomic {
		listed--;
		popped++;
		printf("consumer: pop: %d\n", 100 + popped)
	}
}

inline wait_for_event()
{
	printf("consumer: wait\n");
end_wait:
	set -> set = 0;
	printf("consumer: woken\n")
}

active proctype consumer()
{
end:	do
#ifdef BROKEN
	:: wait_for_event();
		if
		:: listed -> pop()
		:: else
		fi
#else
	:: listed -> pop()
	:: !listed -> wait_for_event()
#endif
	od
}

init
{
	/* Nothing moves any more */
	timeout;
	assert(popped == 3)
}
