// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The module's ring of records, on the host
 *
 * The tests know how the ring is laid out, so that they can prove what lies in it
 * after every step; how it is read they learn through its functions alone.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "history.h"
#include "tap.h"

#define RING	HISTORY_SIZE_MIN
#define HEADER	sizeof(struct proclook_record)

static u64 ring_bytes[RING / 8];
static struct history history;

static union {
	struct proclook_record record;
	unsigned char bytes[PROCLOOK_RECORD_MAX];
} room;

static void begin(void)
{
	memset(ring_bytes, 0, sizeof(ring_bytes));
	history_init(&history, ring_bytes, RING);
}

static bool order_kept = true;

/*
 * What memcpy() is in history.c, see the Makefile.  Chance would seldom show a wrong order to
 * the readers below; here it shows every time.
 */
void *watched_memcpy(void *to, const void *from, size_t size);
void *watched_memcpy(void *to, const void *from, size_t size)
{
	u64 pos = (unsigned char *)to - history.data;

	/* A reader's copy */
	if (pos >= RING)
		return memcpy(to, from, size);
	/* The first position from the head on that has this place */
	while (pos < history.head)
		pos += RING;
	if (pos + size - history.tail > RING || history.newest == pos)
		order_kept = false;

	return memcpy(to, from, size);
}

/* A record whose every byte behind the header follows from its sequence number */
static void add(u64 seq, u32 size)
{
	memset(&room, 0, HEADER);
	memset(room.bytes + HEADER, (int)(seq % 251), size - HEADER);
	room.record.size = size;
	room.record.header_size = HEADER;
	room.record.type = PROCLOOK_EXEC;
	room.record.pid = (int)seq;
	history_add(&history, &room.record, seq, 1000 + seq);
}

static bool whole(const struct proclook_record *record)
{
	const unsigned char *bytes = (const unsigned char *)record;
	u32 i;

	for (i = HEADER; i < record->size; i++)
		if (bytes[i] != record->seq % 251)
			return false;

	return record->pid == (int)record->seq &&
	       record->time_ns == 1000 + record->seq;
}

/* Sizes that come and go over the whole range, the same in every run */
static u32 some_size(u64 seq)
{
	u64 random = seq * 6364136223846793005ULL + 1442695040888963407ULL;

	return HEADER + (u32)(random >> 33) % ((PROCLOOK_RECORD_MAX - HEADER) / 8) * 8;
}

/* From the tail to the head lies one whole record after the other */
static bool ring_is_sound(u64 newest_seq)
{
	u64 expected = history.oldest_seq;
	u64 pos = history.tail;
	u64 last = 0;

	if (history.head - history.tail > RING)
		return false;
	while (pos < history.head) {
		const struct proclook_record *record = (const void *)
			(history.data + pos % RING);

		if (record->size < 8 || record->size % 8 ||
		    pos % RING + record->size > RING)
			return false;
		if (record->type) {
			if (record->seq != expected++ || !whole(record))
				return false;
			last = pos;
		}
		pos += record->size;
	}

	return pos == history.head && expected == newest_seq + 1 &&
	       last == history.newest;
}

static void test_empty(void)
{
	u64 pos;

	begin();
	ok(!history_newest(&history, &pos), "a new ring has no newest record");
}

static void test_one(void)
{
	const struct proclook_record *record;
	u64 pos;

	begin();
	add(1, HEADER);
	record = history_newest(&history, &pos);
	ok(record && record->seq == 1 && record->time_ns == 1001 &&
	   record->size == HEADER, "the first record has the number and time it was given");
	ok(history_intact(&history, pos), "and is intact");
	ok(history_copy(&history, pos, room.bytes) == HEADER && room.record.seq == 1 &&
	   room.record.time_ns == 1001, "and can be copied");
}

static void test_wrap(void)
{
	bool sound = true;
	bool newest = true;
	u64 seq;

	begin();
	for (seq = 1; seq <= 20000; seq++) {
		const struct proclook_record *record;
		u64 pos;

		add(seq, some_size(seq));
		sound = sound && ring_is_sound(seq);
		record = history_newest(&history, &pos);
		newest = newest && record->seq == seq && whole(record) &&
			 history_intact(&history, pos);
	}
	ok(sound, "20,000 records of all sizes: always whole, in order, none across the end");
	ok(newest, "the newest is always the one added last");
	ok(history_overwritten(&history) > 19899, "the oldest were overwritten");
	ok(order_kept, "bytes change after the tail has left them and before the newest is there");
}

static void test_exact_fit(void)
{
	const u32 size = 4096;
	bool sound = true;
	u64 seq;

	begin();
	for (seq = 1; seq <= RING / size; seq++)
		add(seq, size);
	ok(!history_overwritten(&history), "records that fill the ring to the byte all stay");
	add(seq, size);
	ok(history.oldest_seq == 2 && ring_is_sound(seq), "one more overwrites just the oldest");

	/* Leaves the smallest gap at the end: 8 bytes for the filler */
	begin();
	add(1, 8192);
	add(2, 8192);
	add(3, 8192);
	add(4, 8192 - 8);
	for (seq = 5; seq <= 20; seq++) {
		add(seq, HEADER);
		sound = sound && ring_is_sound(seq);
	}
	ok(sound, "eight bytes are enough to fill the end of the ring");
}

static void test_overtaken(void)
{
	u64 pos;
	u64 seq;

	begin();
	add(1, PROCLOOK_RECORD_MAX);
	history_newest(&history, &pos);
	for (seq = 2; history.oldest_seq == 1; seq++) {
		if (!history_intact(&history, pos))
			break;
		add(seq, 1024);
	}
	ok(history.oldest_seq > 1, "a record stays intact until it is overwritten");
	ok(!history_intact(&history, pos), "and then is not");
	is(history_copy(&history, pos, room.bytes), 0, "nor is it copied");
}

static int stop;

static void *reader(void *data)
{
	static __thread union {
		struct proclook_record record;
		unsigned char bytes[PROCLOOK_RECORD_MAX];
	} copy;
	unsigned long *reads = data;
	u64 last = 0;

	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		u64 pos;
		u32 size;

		if (!history_newest(&history, &pos))
			continue;
		size = history_copy(&history, pos, copy.bytes);
		if (!size)
			continue;
		if (copy.record.size != size || !whole(&copy.record) ||
		    copy.record.seq < last)
			return (void *)"torn or backwards";
		last = copy.record.seq;
		reads[0]++;
	}

	return NULL;
}

static void test_readers(void)
{
	unsigned long reads[2] = { 0, 0 };
	pthread_t threads[2];
	void *fault[2];
	u64 seq = 0;
	int i;

	begin();
	for (i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, reader, &reads[i]);
	/* Long enough that both readers met the writer many times */
	while (seq < 2000000 &&
	       (seq < 100000 || __atomic_load_n(&reads[0], __ATOMIC_RELAXED) < 1000 ||
		__atomic_load_n(&reads[1], __ATOMIC_RELAXED) < 1000)) {
		seq++;
		add(seq, some_size(seq));
	}
	__atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
	for (i = 0; i < 2; i++) {
		pthread_join(threads[i], &fault[i]);
		ok(!fault[i] && reads[i] > 0,
		   "reader %d of %d beside the writer met no torn record", i + 1, 2);
		diag("reader %d: %lu records of %llu", i + 1, reads[i],
		     (unsigned long long)seq);
	}
}

int main(void)
{
	test_empty();
	test_one();
	test_wrap();
	test_exact_fit();
	test_overtaken();
	test_readers();
	return done_testing();
}
