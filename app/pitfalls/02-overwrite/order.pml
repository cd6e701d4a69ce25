/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * F2: two processes start, and the driver keeps the last one
 *
 * Actors: callback watcher
 * Code: overwrite_send_broken() and overwrite_send_fixed() in app/pitfalls/module/overwrite.c;
 * synchronisation_wait() in app/pitfalls/module/kevent.c; channel_follow() in
 * app/pitfalls/channel.c; take_snapshot() in drv/snapshot.c
 *
 * When nothing moves any more, what was fetched and what the watcher was told to have missed
 * are all that there were.
 *
 * WRONG BROKEN	the slot says nothing of what it had before
 */
byte slot;
byte last;
byte fetched;
byte missed;
bit signalled;

active proctype callback()
{
	byte number;

	for (number : 1 .. 2) {
		slot = number;
		atomic {
			printf("callback: %d starts: tell\n", 100 + number);
			signalled = 1
		}
	}
}

active proctype watcher()
{
end:	do
	:: signalled ->
		signalled = 0;
		d_step {
			if
			:: slot != last ->
#ifndef BROKEN
				missed = missed + slot - last - 1;
#endif
				last = slot;
				fetched++;
				printf("watcher: fetch: %d\n", 100 + last)
			:: else -> printf("watcher: fetch: nothing new\n")
			fi
		}
	od
}

init
{
	/* Nothing moves any more */
	timeout;
	assert(fetched + missed == 2)
}
