/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The end of a named event while watchers sleep
 *
 * Code: named_event_destroy(), named_event_del() and, on PREEMPT_RT,
 * named_event_wake_work() in drv/named_event.c; watcher_open(), watcher_poll() and
 * watcher_release() in drv/watcher.c; signal_show() in drv/attributes.c
 * Kernel: kernfs_fop_poll(), kernfs_get_active() and kernfs_drain(), chrdev_open()
 *
 * One who waits for the attribute, one who waits for the node; both come when they like.
 * A signal was queued as work when the end begins; nobody signals any more.
 *
 * When nothing moves any more, nobody sleeps: each was told that it is gone, or came too
 * late.  Nothing is touched after it was freed, and it is freed.
 *
 * WRONG NO_NOTIFY		removing the attribute is taken to wake its pollers
 * WRONG NOTIFY_BEFORE_DEL	they are woken while it is still there
 * WRONG NO_WAKE		pollers of the node are not woken
 * WRONG DEAD_AFTER_WAKE	they are woken before they can see why
 * WRONG LOOK_BEFORE_QUEUE	watcher_poll() looks at dead, then queues the caller
 * WRONG NO_REFERENCE		an open file does not hold the named event
 * WRONG NO_CANCEL		the work is not waited for
 */

bit armed;
byte counter = 1;		/* kernfs_open_node::event */

bit dead;			/* named_event::dead */
bit attribute = 1;		/* "signal" can be opened, read and polled */
byte readers;			/* kernfs_node::active */
bit node = 1;			/* the node can be opened */
byte refs = 1;			/* named_event::refs */
bit freed;

bit pending = 1;		/* wake_work is queued */
bit running;			/* it runs */

byte ended;			/* of the processes here */

bit queued;			/* the node's poller is in named_event::waiters */
bit woken;

inline touch()
{
	assert(!freed)
}

inline put()
{
	d_step {
		touch();
		refs--;
		if
		:: refs == 0 -> freed = 1
		:: else
		fi
	}
}

inline wake_node()
{
	d_step {
		touch();
		if
		:: queued -> woken = 1
		:: else
		fi
	}
}

active proctype worker()
{
	bit take;

	atomic {
		if
		:: pending ->
			pending = 0;
			running = 1
		:: !pending -> goto done
		fi
	}
	d_step {
		touch();
		take = armed;
		armed = 0
	}
	if
	:: take ->
		touch();
		counter++
	:: else
	fi;
	wake_node();
	running = 0;
done:	ended++
}

active proctype destroyer()
{
#ifndef NO_CANCEL
	pending = 0;
	!running;
#endif
#ifndef DEAD_AFTER_WAKE
	dead = 1;
#endif
#ifdef NOTIFY_BEFORE_DEL
	counter++;
#endif
	/* cdev_device_del(), which waits for who is inside show() */
	node = 0;
	attribute = 0;
	readers == 0;
#if !defined(NO_NOTIFY) && !defined(NOTIFY_BEFORE_DEL)
	counter++;
#endif
#ifndef NO_WAKE
	wake_node();
#endif
#ifdef DEAD_AFTER_WAKE
	dead = 1;
#endif
	put();
	ended++
}

active proctype attribute_poller()
{
	byte noted;		/* kernfs_open_file::event: ready at once */

	do
	:: !attribute -> break
	:: else ->
		/* kernfs_generic_poll(), which looks at this whenever woken */
end:		noted != counter;
		atomic {
			if
			:: !attribute -> break
			:: else -> readers++
			fi
		}
		noted = counter;
		touch();
		armed = 1;
		readers--
	od;
	ended++
}

active proctype node_poller()
{
	bit gone;

	/* chrdev_open() holds the device while watcher_open() runs */
	atomic {
		if
		:: !node -> goto late
		:: node -> refs++
		fi
	}
#ifdef NO_REFERENCE
	put();
#endif
	touch();
	if
	:: dead -> goto release		/* ENODEV */
	:: else
	fi;

#ifdef LOOK_BEFORE_QUEUE
	gone = dead;
	queued = 1;
#else
	queued = 1;
	touch();
	gone = dead;
#endif
	do
	:: gone -> break
	:: else ->
end:		woken -> woken = 0;
		touch();
		gone = dead
	od;
	queued = 0;

release:
#ifndef NO_REFERENCE
	put();
#endif
late:	ended++
}

init
{
	/* Nothing moves any more */
	timeout;
	assert(ended == 4);
	assert(freed)
}
