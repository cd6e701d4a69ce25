/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why the full barriers: each side writes, then reads what the other side wrote
 *
 * Code: the barrier [S] of named_event_signal() and that of named_event_add(), in
 * drv/named_event.c; [R] of signal_show() in drv/attributes.c; [P] of watcher_poll()
 * in drv/watcher.c
 *
 * Unlike the other models this one has two processors with a store buffer each, as x86
 * has: a store is seen by its own processor at once, and by the other one later.
 * smp_mb() waits until the buffer is empty.
 *
 * Not both sides miss the other.
 *
 * WRONG NO_BARRIER_S		the signaller has none between seq and armed
 * WRONG NO_BARRIER_R		the reader has none between armed and seq
 */
#define SIGNALLER	0
#define READER		1

/* What the side says to the other: SIGNALLER "seq is new", READER "armed" or "queued" */
bit memory[2];
bit buffer[2];			/* a store that has not reached the memory */

bit read[2];			/* what it saw of the other */
bit done[2];

/* The processor empties its store buffer when it likes */
active [2] proctype drain()
{
end:	buffer[_pid] -> memory[_pid] = 1;
	buffer[_pid] = 0
}

inline full_barrier(side)
{
	!buffer[side]
}

proctype signaller()
{
	buffer[SIGNALLER] = 1;
#ifndef NO_BARRIER_S
	full_barrier(SIGNALLER);
#endif
	read[SIGNALLER] = memory[READER];
	done[SIGNALLER] = 1
}

proctype reader()
{
	buffer[READER] = 1;
#ifndef NO_BARRIER_R
	full_barrier(READER);
#endif
	read[READER] = memory[SIGNALLER];
	done[READER] = 1
}

init
{
	atomic {
		run signaller();
		run reader()
	}
	done[SIGNALLER] && done[READER];
	assert(read[SIGNALLER] || read[READER])
}
