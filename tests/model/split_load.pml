/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A 32-bit program loads a position of 64 bits in halves
 *
 * Code: pl_ring_load() in app/lib/load.c; history_add() in drv/history.c
 *
 * Halves are digits of base three here.  The writer stores a position in one piece; positions
 * never fall.
 *
 * What is loaded is a position that was there between the beginning of the load and its end.
 *
 * WRONG LOWER_FIRST	the lower half is loaded, then the upper one twice
 * WRONG ONCE		the upper half is loaded once
 */
#define BASE	3
#define LAST	(BASE * BASE - 1)

byte position;

#define lower(value)	((value) % BASE)
#define upper(value)	((value) / BASE)

active proctype writer()
{
	do
	:: position < LAST -> position++
	/* A large record may pass several at once */
	:: position + 2 <= LAST -> position = position + 2
	:: position == LAST -> break
	od
}

active proctype reader()
{
	byte begin;
	byte low;
	byte high;
	byte before;

	begin = position;
#ifdef LOWER_FIRST
	low = lower(position);
#endif
	high = upper(position);
	do
	:: before = high;
#ifndef LOWER_FIRST
		low = lower(position);
#endif
#ifdef ONCE
		break;
#endif
		high = upper(position);
		if
		:: high == before -> break
		:: else
		fi
	od;

	before = high * BASE + low;
	assert(before >= begin && before <= position)
}
