/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A watcher with a filter: woken by what passes and by nothing else, and an exact count
 *
 * Code: named_event_signal() in drv/named_event.c; filters_count_all(), filters_wake_all(),
 * filter_newest() and filter_count_from() in drv/filter.c; watcher_poll() and
 * watcher_newest() in drv/watcher.c; forget_the_past() in drv/scope.c;
 * next_number() in drv/seek.c; watcher_number_before() in drv/reader.c
 *
 * Two signallers, of whose records those with even numbers pass.  Threads of one watcher:
 * one polls and fetches, one sets the filter once more, one seeks to the end.
 *
 * When nothing moves any more, nothing that passed is unseen, be it fetched or forgotten by the
 * filter that was set.  Nobody is woken before a record has passed.  The number to which
 * the seek leads is that of the records that passed before it.
 *
 * WRONG LOOK_BEFORE_QUEUE	watcher_poll() reads the count, then queues the caller
 * WRONG COUNT_AFTER_TEST	the signaller wakes, then counts
 * WRONG CLEAR_AFTER_WAKE	filters_wake_all() wakes, then takes the flag
 * WRONG NO_FLAG		it wakes whoever waits, though nothing may have passed
 * WRONG RESTART		setting a filter begins to count from 0
 * WRONG SEQ_BEFORE_COUNT	the sequence number is published before the record is counted
 */
#define EVENTS		4

#define passes(n)	((n) % 2 == 0)
/* Records up to the nth that pass */
#define passed_to(n)	((n) / 2)

byte seq;			/* named_event::seq */
byte count;			/* filter::count */
byte last;			/* number of the record at filter::pos */
bit flag;			/* filter::wake */
bit lock;			/* named_event::lock */

bit queued;			/* is in filter::waiters */
bit woken;
byte seen;			/* watcher::seen */

#define take_lock()	atomic { !lock -> lock = 1 }

inline count_one()
{
	if
	:: passes(next) ->
		/* One step to readers: a sequence counter */
		d_step {
			count++;
			last = next
		};
		flag = 1;
		mine = 1
	:: else
	fi
}

inline wake()
{
	if
	:: queued ->
		assert(count > 0);
		woken = 1
	:: else
	fi
}

proctype signaller(byte events)
{
	byte left = events;
	byte next;
	bit mine;
	bit taken;

	do
	:: left > 0 ->
		left--;
		mine = 0;
		take_lock();
		next = seq + 1;
#ifdef SEQ_BEFORE_COUNT
		seq = next;
#endif
#ifdef COUNT_AFTER_TEST
		if
		:: passes(next) -> flag = 1; mine = 1
		:: else
		fi;
#else
		count_one();
#endif
		seq = next;
		lock = 0;
#ifdef NO_FLAG
		wake();
#else
		if
		:: mine ->
#ifdef CLEAR_AFTER_WAKE
			taken = flag;
			if
			:: taken -> wake()
			:: else
			fi;
			flag = 0;
#else
			d_step {
				taken = flag;
				flag = 0
			};
			if
			:: taken -> wake()
			:: else
			fi;
#endif
		:: else
		fi;
#endif
#ifdef COUNT_AFTER_TEST
		take_lock();
		count_one();
		lock = 0;
#endif
	:: else -> break
	od
}

proctype poller()
{
	byte now;
	byte before;

again:
#ifdef LOOK_BEFORE_QUEUE
	now = count;
	before = seen;
	queued = 1;
#else
	queued = 1;
	now = count;
	before = seen;
#endif
	do
	/* Signed in the code: what was forgotten meanwhile is not unseen */
	:: now > before -> break
	:: else ->
end:		woken -> woken = 0;
		now = count;
		before = seen
	od;
	atomic {
		queued = 0;
		woken = 0
	}
	/* SNAPSHOT, under watcher::lock as setting the filter is */
	d_step {
		if
		:: count > seen -> seen = count
		:: else
		fi
	}
	goto again
}

proctype setter()
{
	/* filter_change(), then forget_the_past() */
	take_lock();
#ifdef RESTART
	count = 0;
#endif
	lock = 0;
	take_lock();
	seen = count;
	lock = 0
}

proctype seeker()
{
	byte end;
	byte counted;
	byte behind;

	end = seq;
	d_step {
		counted = count;
		behind = (last > end -> passed_to(last) - passed_to(end) : 0)
	}
#ifndef RESTART
	assert(counted - behind == passed_to(end))
#endif
}

init
{
	atomic {
		run signaller(1);
		run signaller(EVENTS - 1);
		run poller();
		run setter();
		run seeker()
	}

	/* Nothing moves any more */
	timeout;
	assert(seq == EVENTS);
	assert(seen == count)
}
