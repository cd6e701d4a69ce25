/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ring that is read without a lock: no torn record, the newest one, and every one
 *
 * Code: history_add(), history_make_room(), history_newest(), history_intact(),
 * history_next() and history_oldest() in drv/history.c; copy_newest() in drv/snapshot.c;
 * next_record() and step_over_lost() in drv/reader.c; pl_ring_copy(), pl_ring_copy_newest()
 * and pl_ring_copy_next() in app/lib/ring.c
 *
 * The ring has room for four words.  Records have one or two, which hold their number, and in
 * the second may be anything else; where one would cross the end, a filler goes before it.  One writer (named_event::lock lets in
 * one at a time), a reader of the newest, and one of all.
 *
 * What a reader accepts is whole.  The newest is there whenever its position is known, and
 * not older than what had been published before.  Who reads all of them is given each
 * one once, in order, and knows how many he has lost.
 *
 * WRONG TAIL_AFTER_BYTES	the tail moves when the bytes have been overwritten
 * WRONG NEWEST_BEFORE_BYTES	the newest's position is published before its bytes
 * WRONG HEAD_BEFORE_BYTES	the head moves before the bytes are there
 * WRONG NEWEST_BEFORE_HEAD	the newest's position is published before the head
 * WRONG LOOK_BEFORE_COPY	a reader asks for the tail, then copies
 * WRONG NO_LOOK		it does not ask
 * WRONG SIZE_UNASKED		it uses a record's size before it asks
 */
#define RECORDS		4
#define ROOM		4
#define EMPTY		255
#define ANYTHING	99

byte number[ROOM];
byte size[ROOM];		/* in the first word of a record or filler */
byte tail;			/* proclook_map::tail, in words */
byte head;			/* proclook_map::head */
byte newest = EMPTY;		/* proclook_map::newest */

mtype = { END, GONE, RECORD };	/* what history_next() has found */

#define FILLER		0
#define place(pos)	((pos) % ROOM)
#define size_of(n)	((n) / 2 % 2 + 1)

inline write()
{
	if
	:: filler ->
		number[place(old)] = FILLER;
		size[place(old)] = filler
	:: else
	fi;
	number[place(pos)] = n;
	size[place(pos)] = size_of(n);
	if
	:: size_of(n) == 2 ->
		number[place(pos + 1)] = n;
		size[place(pos + 1)] = ANYTHING
	:: else
	fi
}

inline make_room()
{
	to = tail;
	do
	:: pos + size_of(n) - to > ROOM -> to = to + size[place(to)]
	:: else -> break
	od;
	tail = to
}

active proctype writer()
{
	byte n;
	byte pos;
	byte filler;
	byte to;
	byte old;

	for (n : 1 .. RECORDS) {
		filler = (size_of(n) > ROOM - place(head) -> ROOM - place(head) : 0);
		pos = head + filler;
		old = head;
#ifdef TAIL_AFTER_BYTES
		write();
		make_room();
#else
		make_room();
#ifdef NEWEST_BEFORE_BYTES
		newest = pos;
#endif
#ifdef HEAD_BEFORE_BYTES
		head = pos + size_of(n);
#endif
		write();
#endif
#ifdef NEWEST_BEFORE_HEAD
		newest = pos;
		head = pos + size_of(n)
#else
		head = pos + size_of(n);
		newest = pos
#endif
	}
}

/* What is at pos, a filler too: RECORD if what was copied is whole, or GONE */
inline copy()
{
#ifdef LOOK_BEFORE_COPY
	intact = tail <= pos;
#else
	intact = 1;
#endif
	bytes = size[place(pos)];
	first = number[place(pos)];
#if !defined(LOOK_BEFORE_COPY) && !defined(NO_LOOK) && !defined(SIZE_UNASKED)
	intact = tail <= pos;
#endif
	if
	:: intact ->
		assert(bytes == 1 || bytes == 2);
		second = number[place(pos + bytes - 1)];
#if !defined(LOOK_BEFORE_COPY) && !defined(NO_LOOK)
		intact = tail <= pos;
#endif
	:: else
	fi;
	found = (intact -> RECORD : GONE)
}

inline next()
{
	found = END;
	do
	:: pos >= head -> break
	:: else ->
		copy();
		if
		:: found == RECORD && first == FILLER ->
			pos = pos + bytes;
			found = END
		:: else -> break
		fi
	od
}

active proctype reader_of_newest()
{
	byte begin;
	byte pos;
	byte bytes;
	byte first;
	byte second;
	bit intact;
	mtype found;

	begin = newest;
again:
	pos = newest;
	if
	:: pos == EMPTY -> goto done
	:: else
	fi;
	assert(pos < head);
	copy();
	if
	:: found == GONE -> goto again
	:: else
	fi;

	assert(first != FILLER);
	assert(first == second && bytes == size_of(first));
	assert(begin == EMPTY || pos >= begin);
done:	skip
}

active proctype reader_of_all()
{
	byte pos;
	byte bytes;
	byte first;
	byte second;
	bit intact;
	mtype found;
	byte last;
	byte lost;
	byte given;
	bit gap;

again:
	next();
	do
	:: found == GONE ->
		gap = 1;
		pos = tail;
		next()
	:: else -> break
	od;
	if
	:: found == END && last == RECORDS -> goto done
	:: found == END && last < RECORDS -> goto again
	:: found == RECORD
	fi;

	assert(first == second && bytes == size_of(first));
	assert(first > last && (gap || first == last + 1));
	lost = lost + first - last - 1;
	given++;
	assert(given + lost == first);
	last = first;
	gap = 0;
	pos = pos + bytes;
	goto again;
done:	skip
}
