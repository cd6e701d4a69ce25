/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Publish, then signal; queue, then look: poll(2) on the node
 *
 * Code: named_event_signal(), named_event_has_waiter() and wake_pollers() in
 * drv/named_event.c; watcher_poll() in drv/watcher.c; take_snapshot() in drv/snapshot.c;
 * history_add() and history_newest() in drv/history.c, one step each (but see history.pml)
 * Kernel: do_poll(), pollwake()
 *
 * Two signallers and two watchers, who poll, fetch and poll again.
 *
 * When nothing moves any more, each watcher has fetched the newest record, and what it
 * was given and what it was told to have missed are all records there were;
 * what poll() speaks of can always be fetched.
 *
 * WRONG LOOK_BEFORE_QUEUE	watcher_poll() reads seq, then queues the caller
 * WRONG WAKE_BEFORE_PUBLISH	the signaller wakes, then publishes
 * WRONG TEST_BEFORE_PUBLISH	it looks for waiters, publishes, then wakes them
 * WRONG SEQ_BEFORE_RECORD	seq is published before the record that it speaks of
 * WRONG NO_LOCK		two signallers publish at the same time
 * WRONG WAKE_ONE		only the first in the queue is woken
 */
#define EVENTS		3
#define WATCHERS	2

byte seq;			/* named_event::seq */
byte newest;			/* number of the record at history::newest */
bit lock;

bit queued[WATCHERS];		/* is in named_event::waiters */
bit woken[WATCHERS];		/* poll_wqueues::triggered */

byte seen[WATCHERS];		/* watcher::seen */
byte given[WATCHERS];
byte missed[WATCHERS];

inline publish()
{
#ifndef NO_LOCK
	atomic {
		!lock -> lock = 1
	}
#endif
	next = seq + 1;
#ifdef SEQ_BEFORE_RECORD
	seq = next;
	newest = next;
#else
	newest = next;
	seq = next;
#endif
	lock = 0
}

/* One step: the wait queue has a lock of its own */
inline wake()
{
	d_step {
		for (i : 0 .. WATCHERS - 1) {
			if
			:: queued[i] ->
				woken[i] = 1;
#ifdef WAKE_ONE
				break
#endif
			:: else
			fi
		}
		i = 0
	}
}

proctype signaller(byte events)
{
	byte left = events;
	byte next;
	byte i;
	bit waiting;

	do
	:: left > 0 ->
		left--;
#if defined(WAKE_BEFORE_PUBLISH)
		wake();
		publish()
#elif defined(TEST_BEFORE_PUBLISH)
		waiting = queued[0] || queued[1];
		publish();
		if
		:: waiting -> wake()
		:: else
		fi
#else
		publish();
		waiting = queued[0] || queued[1];
		if
		:: waiting -> wake()
		:: else
		fi
#endif
	:: else -> break
	od
}

proctype watcher(byte me)
{
	byte now;

again:
#ifdef LOOK_BEFORE_QUEUE
	now = seq;
	queued[me] = 1;
#else
	queued[me] = 1;
	now = seq;
#endif
	do
	:: now > seen[me] -> break
	:: else ->
end:		woken[me] -> woken[me] = 0;
		now = seq
	od;
	atomic {
		queued[me] = 0;
		woken[me] = 0
	}

	d_step {
		assert(newest >= now);
		given[me]++;
		missed[me] = missed[me] + newest - seen[me] - 1;
		seen[me] = newest
	}
	goto again
}

init
{
	byte i;

	atomic {
		run signaller(1);
		run signaller(EVENTS - 1);
		for (i : 0 .. WATCHERS - 1) {
			run watcher(i)
		}
	}

	/* Nothing moves any more */
	timeout;
	assert(seq == EVENTS);
	for (i : 0 .. WATCHERS - 1) {
		assert(seen[i] == seq);
		assert(given[i] + missed[i] == seq)
	}
}
