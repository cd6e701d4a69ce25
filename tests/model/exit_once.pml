/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Exactly one end per process, though several threads believe that they are the last
 *
 * Code: fork_probe() and process_exit() in drv/source_process.c
 * Kernel: copy_process(), do_exit() and release_task() before Linux 6.16
 *
 * The count of live threads drops well before the tracepoint, and a pid is free when all
 * threads of its process have passed it.
 *
 * A process of two threads that leave together, then another one with the same pid.
 *
 * Each process is reported as ended once.
 *
 * WRONG NO_BIT			who finds no live thread reports
 * WRONG PLAIN_BIT		the bit is tested, then set
 * WRONG NO_CLEAR		fork does not clear the bit
 * WRONG CLEAR_AFTER_START	fork clears it when the child may have run
 */
#define THREADS		2
#define PROCESSES	2

bit ended;			/* the pid's bit in the table */
byte live;			/* signal_struct::live */
byte left;			/* threads that have passed the tracepoint */
byte reports[PROCESSES];
byte current;

proctype thread()
{
	bit dead;
	bit was;

	live--;
	/* sched_process_exit */
	dead = live == 0;
	if
	:: dead ->
#if defined(NO_BIT)
		was = 0;
#elif defined(PLAIN_BIT)
		was = ended;
		ended = 1;
#else
		d_step {
			was = ended;
			ended = 1
		}
#endif
		if
		:: !was -> reports[current]++
		:: else
		fi
	:: else
	fi;
	left++
}

init
{
	byte i;

	for (current : 0 .. PROCESSES - 1) {
		live = THREADS;
		left = 0;
#if !defined(NO_CLEAR) && !defined(CLEAR_AFTER_START)
		ended = 0;
#endif
		atomic {
			for (i : 1 .. THREADS) {
				run thread()
			}
		}
#ifdef CLEAR_AFTER_START
		ended = 0;
#endif
		left == THREADS;
		assert(reports[current] == 1)
	}
}
