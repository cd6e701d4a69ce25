/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ring that is read without a lock: no torn record, and the newest one
 *
 * Code: history_add(), history_make_room(), history_newest(), history_intact() and
 * history_copy() in drv/history.c; copy_newest() in drv/watcher.c
 *
 * The ring has room for two records of two words each; all words of a record hold its number.
 * One writer (named_event::lock lets in one at a time) and two readers.
 *
 * What a reader accepts is whole, and not older than what had been published when
 * it began.
 *
 * WRONG TAIL_AFTER_BYTES	the tail moves when the bytes have been overwritten
 * WRONG NEWEST_BEFORE_BYTES	the position is published before the bytes
 * WRONG LOOK_BEFORE_COPY	the reader asks for the tail, then copies
 * WRONG NO_LOOK		it does not ask
 */
#define RECORDS		4
#define ROOM		2
#define READERS		2
#define EMPTY		255

byte ring[ROOM * 2];
byte tail;			/* history::tail, in records */
byte newest = EMPTY;		/* history::newest, in records */

#define place(pos)	(((pos) % ROOM) * 2)

inline write(pos)
{
	ring[place(pos)] = pos + 1;
	ring[place(pos) + 1] = pos + 1
}

inline make_room(pos)
{
	if
	:: pos + 1 - tail > ROOM -> tail++
	:: else
	fi
}

active proctype writer()
{
	byte pos;

	for (pos : 0 .. RECORDS - 1) {
#ifdef TAIL_AFTER_BYTES
		write(pos);
		make_room(pos);
#else
		make_room(pos);
#ifdef NEWEST_BEFORE_BYTES
		newest = pos;
#endif
		write(pos);
#endif
		newest = pos
	}
}

active [READERS] proctype reader()
{
	byte begin;
	byte pos;
	byte first;
	byte second;
	bit intact;

	begin = newest;
again:
	pos = newest;
	if
	:: pos == EMPTY -> goto done
	:: else
	fi;

#if defined(LOOK_BEFORE_COPY)
	intact = tail <= pos;
#endif
	first = ring[place(pos)];
	second = ring[place(pos) + 1];
#if defined(NO_LOOK)
	intact = 1;
#elif !defined(LOOK_BEFORE_COPY)
	intact = tail <= pos;
#endif
	if
	:: intact
	:: else -> goto again
	fi;

	assert(first == second);
	assert(first == pos + 1);
	assert(begin == EMPTY || first > begin);
done:	skip
}
