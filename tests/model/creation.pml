/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A named event that is signalled before its attribute can be notified
 *
 * Code: named_event_add(), named_event_signal() and named_event_wake() in
 * drv/named_event.c; proclook_device_add() in drv/device.c
 *
 * A signaller, whose probes run before the device is there; the creation; and a reader, who
 * may find the attribute before signal_kn is there, through which it is notified.
 *
 * When nothing moves any more, the reader has read the newest number.
 *
 * WRONG NO_KICK		the creation does not notify when signal_kn is there
 * WRONG KICK_BEFORE_KN		it does so before
 * WRONG TAKE_WITHOUT_KN	a signaller takes armed though it cannot notify
 */
#define EVENTS	2

byte seq;
bit armed;
byte counter = 1;		/* kernfs_open_node::event */
bit attribute;			/* "signal" can be opened */
bit signal_kn;			/* named_event::signal_kn */
byte got;

/* named_event_wake(), who has no one else to wake here */
inline wake()
{
#ifdef TAKE_WITHOUT_KN
	can = 1;
#else
	can = signal_kn;
#endif
	if
	:: can ->
		d_step {
			take = armed;
			armed = 0
		}
		if
		:: take && signal_kn -> counter++
		:: else
		fi
	:: else
	fi
}

active proctype signaller()
{
	byte i;
	bit can;
	bit take;

	for (i : 1 .. EVENTS) {
		seq++;
		if
		:: armed -> wake()
		:: else
		fi
	}
}

active proctype creation()
{
	bit can;
	bit take;

	attribute = 1;
#ifdef KICK_BEFORE_KN
	wake();
	signal_kn = 1
#else
	signal_kn = 1;
#ifndef NO_KICK
	wake()
#endif
#endif
}

active proctype reader()
{
	byte noted;		/* kernfs_open_file::event */

	attribute;
end:	do
	:: noted != counter ->
		noted = counter;
		armed = 1;
		got = seq
	od
}

init
{
	/* Nothing moves any more */
	timeout;
	assert(got == EVENTS)
}
