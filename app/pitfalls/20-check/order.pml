/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * F20: a look at the list, and the queue of those who wait
 *
 * Actors: callback watcher
 * Code: check_send(), check_wait_broken() and check_wait_fixed() in
 * app/pitfalls/module/check.c
 * Kernel: wait_woken()
 *
 * When nothing moves any more the watcher has what there was.
 *
 * WRONG BROKEN	it looks, and then goes into the queue
 */
bit listed;
bit queued;
bit woken;
bit fetched;

active proctype callback()
{
	atomic {
		listed = 1;
		printf("callback: 101 starts: append, wake\n")
	}
	atomic {
		if
		:: queued -> woken = 1
		:: else -> printf("callback: nobody is there to be woken\n")
		fi
	}
}

active proctype watcher()
{
#ifndef BROKEN
	queued = 1;
#endif
	do
	:: atomic { listed -> break }
	:: atomic { else -> printf("watcher: looks: nothing there\n") };
#ifdef BROKEN
		queued = 1;
#endif
		printf("watcher: sleeps\n");
end_wait:	woken -> woken = 0
	od;
	atomic {
		fetched = 1;
		printf("watcher: fetch: 101\n")
	}
}

init
{
	/* Nothing moves any more */
	timeout;
	assert(fetched)
}
