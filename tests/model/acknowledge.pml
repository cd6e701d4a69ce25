/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Acknowledge, then fetch: a program that waits for the attribute "signal"
 *
 * Code: proclook_watch_open() and proclook_watch_wait() in app/lib/watch.c;
 * pl_watch_acknowledge(), pl_watch_fetch(), proclook_watch_read() and is_new() in
 * app/lib/read.c; proclook_watch_next() in app/lib/next.c
 *
 * The module's side is one step where armed.pml and publish.pml have shown that it may be.
 *
 * A signaller, and two watchers that open node and attribute when they like, then
 * wait and read for ever.  The fetch of each may be interrupted once by a signal.
 *
 * When nothing moves any more, each watcher has fetched the newest record, and what it
 * took for new and what it was told to have missed are all records since it opened.
 *
 * WRONG FETCH_BEFORE_READ	first the snapshot, then the attribute
 * WRONG SHARED_FLAG		one signal for all, which any reader resets
 * WRONG NO_COMPARE		what a wake-up brings is taken for new
 * WRONG NO_LOOK		the open does not look at the node after it armed the attribute
 * WRONG SLEEP_AFTER_EINTR	the wait sleeps after a fetch that was interrupted
 */
#define EVENTS		3
#define WATCHERS	2

byte seq;
bit armed;
byte counter = 1;		/* kernfs_open_node::event */
byte counter_noted[WATCHERS];	/* kernfs_open_file::event */

byte since[WATCHERS];		/* seq when it opened */
byte seen[WATCHERS];		/* watcher::seen, of the module */
byte given[WATCHERS];
byte missed[WATCHERS];

#ifdef SHARED_FLAG
#define noted	counter_noted[0]
#else
#define noted	counter_noted[me]
#endif

active proctype signaller()
{
	byte i;

	for (i : 1 .. EVENTS) {
		seq++;
		d_step {
			if
			:: armed ->
				armed = 0;
				counter++
			:: else
			fi
		}
	}
}

/* pread(2) of the attribute; the number is of no interest */
inline acknowledge()
{
	d_step {
		noted = counter;
		armed = 1
	}
}

/* The ioctl, and whether the library says 1 or 0 */
inline fetch()
{
	d_step {
		if
#ifndef NO_COMPARE
		:: seq == seen[me]
#endif
		:: else ->
			given[me]++;
			missed[me] = missed[me] + seq - seen[me] - 1;
			seen[me] = seq
		fi;
		owed = 0
	}
}

inline watch_open()
{
	d_step {
		since[me] = seq;
		seen[me] = seq
	}
	acknowledge();
#ifndef NO_LOOK
	if
	:: seq > seen[me] -> noted = 0	/* opened again, and not read */
	:: else
	fi
#endif
}

inline watch_read()
{
#ifdef FETCH_BEFORE_READ
	fetch();
	acknowledge()
#else
	acknowledge();
	if
	:: fetch()
	:: !interrupted ->
		interrupted = 1;
		owed = 1
	fi
#endif
}

proctype watcher(byte me)
{
	bit owed;		/* proclook_watch::owed */
	bit interrupted;

	watch_open();
end:	do
#ifdef SLEEP_AFTER_EINTR
	:: noted != counter -> watch_read()
#else
	:: owed || noted != counter -> watch_read()
#endif
	od
}

init
{
	byte i;

	atomic {
		for (i : 0 .. WATCHERS - 1) {
			run watcher(i)
		}
	}

	/* Nothing moves any more */
	timeout;
	for (i : 0 .. WATCHERS - 1) {
		assert(seen[i] == EVENTS);
		assert(given[i] + missed[i] == EVENTS - since[i])
	}
}
