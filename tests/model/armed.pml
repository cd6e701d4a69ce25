/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The flag that makes many events cost one notification
 *
 * Code: signal_show() in drv/attributes.c; named_event_signal(),
 * named_event_has_waiter() and named_event_wake() in drv/named_event.c
 * Kernel: kernfs_get_open_node(), kernfs_seq_show(), kernfs_generic_poll(), kernfs_notify()
 *
 * Two signallers, two readers that wait as proclook(4) says, and a fresh one, who
 * opens the attribute again and again, reads it once and closes it.  All begin
 * when they like, so that the first reader may come in the middle.
 *
 * When nothing moves any more, each waiting reader has read the newest number;
 * and never were there more notifications than reads.
 *
 * WRONG READ_BEFORE_ARM	signal_show() reads seq, then sets armed
 * WRONG TEST_BEFORE_PUBLISH	the signaller tests armed, then publishes
 * WRONG NOTIFY_BEFORE_TAKE	armed is taken after the notification
 * WRONG PLAIN_TAKE		armed is taken by a load and a store, not by xchg()
 * WRONG NOTE_AFTER_SHOW	kernfs notes its counter when show() has returned
 * WRONG DISARM_ON_CLOSE	a reader who leaves takes the flag with him
 */
#define EVENTS		3
#define READERS		2
#define VISITS		2	/* of the fresh one */

byte seq;			/* named_event::seq */
bit armed;			/* named_event::armed */
byte due;			/* reads, less notifications */

byte openers;			/* there is a kernfs_open_node if not 0 */
byte counter;			/* kernfs_open_node::event */

byte got[READERS];

/* kernfs_notify(), which finds nobody to tell if nobody has the file open */
inline notify()
{
	d_step {
		assert(due > 0);
		due--;
		if
		:: openers -> counter++
		:: else
		fi
	}
}

proctype signaller(byte events)
{
	byte i;
	bit take;

	for (i : 1 .. events) {
#ifdef TEST_BEFORE_PUBLISH
		take = armed;
		seq++;
#else
		seq++;
		take = armed;
#endif
		if
		:: take ->
#if defined(NOTIFY_BEFORE_TAKE)
			notify();
			armed = 0
#elif defined(PLAIN_TAKE)
			armed = 0;
			notify()
#else
			d_step {
				take = armed;
				armed = 0
			}
			if
			:: take -> notify()
			:: else
			fi
#endif
		:: else
		fi
	}
}

/* open(2), after which the first poll(2) returns at once */
inline open_signal()
{
	d_step {
		noted = 0;
		if
		:: openers == 0 -> counter = 1
		:: else
		fi;
		openers++
	}
}

inline read_signal(number)
{
#ifndef NOTE_AFTER_SHOW
	noted = counter;
#endif
	due++;
#ifdef READ_BEFORE_ARM
	number = seq;
	armed = 1;
#else
	armed = 1;
	number = seq;
#endif
#ifdef NOTE_AFTER_SHOW
	noted = counter
#endif
}

proctype reader(byte i)
{
	byte noted;		/* kernfs_open_file::event */

	open_signal();
end:	do
	:: noted != counter -> read_signal(got[i])
	od
}

active proctype fresh()
{
	byte noted;
	byte number;
	byte i;

	for (i : 1 .. VISITS) {
		open_signal();
		read_signal(number);
#ifdef DISARM_ON_CLOSE
		armed = 0;
#endif
		openers--
	}
}

init
{
	byte i;

	atomic {
		run signaller(1);
		run signaller(EVENTS - 1);
		for (i : 0 .. READERS - 1) {
			run reader(i)
		}
	}

	/* Nothing moves any more */
	timeout;
	assert(seq == EVENTS);
	for (i : 0 .. READERS - 1) {
		assert(got[i] == seq)
	}
}
