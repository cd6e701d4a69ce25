/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * F15: two processes start, and a watcher polls an attribute
 *
 * Actors: callback watcher
 * Code: take() and watcher() in app/pitfalls/15a-acknowledge/lesson.c; tests/model has the
 * whole of it, in acknowledge.pml
 * Kernel: kernfs_notify(), kernfs_generic_poll()
 *
 * When nothing moves any more the watcher has fetched the newest one.
 *
 * WRONG BROKEN	it fetches, and then acknowledges
 */
byte newest;
byte fetched;
byte counter;		/* kernfs_open_node::event */
byte noted;		/* kernfs_open_file::event, of the watcher */

active proctype callback()
{
	byte number;

	for (number : 101 .. 102) {
		atomic {
			newest = number;
			printf("callback: %d starts: tell\n", number)
		}
		counter++
	}
}

inline acknowledge()
{
	atomic {
		noted = counter;
		printf("watcher: acknowledge\n")
	}
}

inline fetch()
{
	atomic {
		fetched = newest;
		printf("watcher: fetch: %d\n", fetched)
	}
}

active proctype watcher()
{
end:	do
	:: noted != counter ->
#ifdef BROKEN
		fetch();
		acknowledge()
#else
		acknowledge();
		fetch()
#endif
	od
}

init
{
	/* Nothing moves any more */
	timeout;
	assert(fetched == 102)
}
