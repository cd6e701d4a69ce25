/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * F1: two processes start, and a watcher waits and fetches for ever
 *
 * Actors: callback watcher
 * Code: pulse_send_broken() and pulse_send_fixed() in app/pitfalls/module/pulse.c;
 * notification_set() and notification_wait() in app/pitfalls/module/kevent.c;
 * channel_follow() in app/pitfalls/channel.c
 *
 * When nothing moves any more the watcher has fetched the newest one.
 *
 * WRONG BROKEN	the event is set and cleared in one breath
 */
byte slot;
byte fetched;
bit signalled;
bit waiting;

active proctype callback()
{
	byte number;

	for (number : 101 .. 102) {
		slot = number;
		atomic {
			printf("callback: %d starts: tell\n", number);
#ifdef BROKEN
			waiting = 0	/* who waits passes, and nothing is left */
#else
			signalled = 1
#endif
		}
	}
}

active proctype watcher()
{
end:	do
	:: atomic {
			waiting = 1;
			printf("watcher: wait\n")
		};
#ifdef BROKEN
end_wait:	!waiting;
#else
end_wait:	signalled;
		signalled = 0;
#endif
		atomic {
			fetched = slot;
			printf("watcher: fetch: %d\n", fetched)
		}
	od
}

init
{
	/* Nothing moves any more */
	timeout;
	assert(fetched == 102)
}
