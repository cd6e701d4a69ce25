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

/* The positions lie before the ring, at the same distance as in the module */
#define OFFSET	4096UL

static u64 ring_bytes[(OFFSET + RING) / 8];
static struct history history;

union copy {
	struct proclook_record record;
	unsigned char bytes[PROCLOOK_RECORD_MAX];
};

static union copy room;

static void begin(void)
{
	memset(ring_bytes, 0, sizeof(ring_bytes));
	history_init(&history, ring_bytes, OFFSET, RING, 77);
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
	while (pos < history.map->head)
		pos += RING;
	if (pos + size - history.map->tail > RING || history.map->newest == pos)
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
	u64 pos = history.map->tail;
	u64 last = 0;

	if (history.map->head - history.map->tail > RING)
		return false;
	while (pos < history.map->head) {
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

	return pos == history.map->head && expected == newest_seq + 1 &&
	       last == history.map->newest;
}

static void test_empty(void)
{
	u64 pos = 0;

	begin();
	ok(!history_newest(&history, &pos), "a new ring has no newest record");
	pos = 0;
	is(history_next(&history, &pos, room.bytes, sizeof(room)), HISTORY_END,
	   "nor has it a first one");
	pos = 77;
	is(history_oldest(&history, &pos, room.bytes, sizeof(room)), HISTORY_END,
	   "nor an oldest one");
	is(pos, 0, "which would lie at the beginning");
	ok(history.map->version == PROCLOOK_MAP_VERSION &&
	   history.map->data_offset == OFFSET && history.map->data_size == RING &&
	   history.map->generation == 77, "who maps it finds layout and generation");
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
	memset(&room, 0xa5, sizeof(room));
	ok(history_next(&history, &pos, room.bytes, sizeof(room)) == HEADER &&
	   room.record.seq == 1 && room.record.time_ns == 1001, "and can be copied");
	is(pos, 0, "from where it lies");
	pos += HEADER;
	is(history_next(&history, &pos, room.bytes, sizeof(room)), HISTORY_END,
	   "behind it is nothing");
}

/* A copy ends where the room does, and its size is that of the record nevertheless */
static void test_part(void)
{
	u64 pos = 0;

	begin();
	add(1, 1024);
	memset(&room, 0xa5, sizeof(room));
	is(history_next(&history, &pos, room.bytes, HEADER), 1024,
	   "the size of a record whose header alone is copied");
	ok(room.record.seq == 1 && room.bytes[HEADER] == 0xa5 &&
	   room.bytes[1023] == 0xa5, "nothing else is written to");
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

/* Every record once, in order, from the oldest one on */
static void test_walk(void)
{
	bool in_order = true;
	u64 expected;
	u64 seq;
	u64 pos;
	int size;

	begin();
	for (seq = 1; seq <= 500; seq++)
		add(seq, some_size(seq));
	expected = history.oldest_seq;
	size = history_oldest(&history, &pos, room.bytes, sizeof(room));
	while (size > 0) {
		in_order = in_order && room.record.seq == expected++ &&
			   whole(&room.record) && size == (int)room.record.size;
		pos += size;
		size = history_next(&history, &pos, room.bytes, sizeof(room));
	}
	ok(in_order && size == HISTORY_END && expected == 501,
	   "a walk from the oldest record meets each once, in order, and ends at the newest");
	is(pos, history.map->head, "and at the head");
}

static void test_overtaken(void)
{
	u64 first;
	u64 pos;
	u64 seq;

	begin();
	add(1, PROCLOOK_RECORD_MAX);
	history_newest(&history, &first);
	for (seq = 2; history.oldest_seq == 1; seq++) {
		if (!history_intact(&history, first))
			break;
		add(seq, 1024);
	}
	ok(history.oldest_seq > 1, "a record stays intact until it is overwritten");
	ok(!history_intact(&history, first), "and then is not");
	pos = first;
	is(history_next(&history, &pos, room.bytes, sizeof(room)), HISTORY_GONE,
	   "nor is it copied");
	is(pos, first, "and its place stays that of the gap");
	ok(history_oldest(&history, &pos, room.bytes, sizeof(room)) > 0 &&
	   room.record.seq == history.oldest_seq, "the oldest that is left follows the gap");
}

static int stop;

/* What the two readers of test_readers() have in common */
struct reading {
	unsigned long records;
	u64 lost;
	u64 last;
};

/* Takes the newest each time: it is there, and none is older than the last */
static void *snapshots(void *data)
{
	struct reading *reading = data;
	union copy copy;

	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		u64 pos;
		int size;

		if (!history_newest(&history, &pos))
			continue;
		size = history_next(&history, &pos, copy.bytes, sizeof(copy));
		if (size == HISTORY_END)
			return (void *)"the newest record is not there";
		if (size == HISTORY_GONE)
			continue;
		if ((int)copy.record.size != size || !whole(&copy.record) ||
		    copy.record.seq < reading->last)
			return (void *)"torn or backwards";
		reading->last = copy.record.seq;
		__atomic_fetch_add(&reading->records, 1, __ATOMIC_RELAXED);
	}

	return NULL;
}

/* Takes one after the other, and counts by the numbers what was overwritten */
static void *walk(void *data)
{
	struct reading *reading = data;
	union copy copy;
	u64 pos = 0;

	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		int size = history_next(&history, &pos, copy.bytes, sizeof(copy));
		bool gap = size == HISTORY_GONE;

		if (gap)
			size = history_oldest(&history, &pos, copy.bytes, sizeof(copy));
		if (size == HISTORY_END)
			continue;
		if ((int)copy.record.size != size || !whole(&copy.record))
			return (void *)"torn";
		if (gap)
			reading->lost += copy.record.seq - reading->last - 1;
		else if (copy.record.seq != reading->last + 1)
			return (void *)"not the next one";
		reading->last = copy.record.seq;
		pos += size;
		__atomic_fetch_add(&reading->records, 1, __ATOMIC_RELAXED);
	}

	return NULL;
}

static bool have_read(const struct reading *reading, unsigned long records)
{
	return __atomic_load_n(&reading->records, __ATOMIC_RELAXED) >= records;
}

static void test_readers(void)
{
	struct reading newest = { 0, 0, 0 };
	struct reading walked = { 0, 0, 0 };
	void *newest_fault;
	void *walk_fault;
	pthread_t threads[2];
	u64 seq = 0;

	begin();
	pthread_create(&threads[0], NULL, snapshots, &newest);
	pthread_create(&threads[1], NULL, walk, &walked);
	/* Long enough that both readers met the writer many times */
	while (seq < 2000000 && (seq < 100000 || !have_read(&newest, 1000) ||
				 !have_read(&walked, 1000))) {
		seq++;
		add(seq, some_size(seq));
	}
	__atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
	pthread_join(threads[0], &newest_fault);
	pthread_join(threads[1], &walk_fault);
	is_str(newest_fault ?: "", "",
	       "a reader of the newest beside the writer met no torn record");
	ok(newest.records, "but many whole ones");
	is_str(walk_fault ?: "", "", "a reader of all beside the writer met none either");
	ok(walked.records && walked.records + walked.lost == walked.last,
	   "and what it read and what it lost is all there was");
	diag("of %llu records the one took %lu, the other %lu", (unsigned long long)seq,
	     newest.records, walked.records);
}

int main(void)
{
	test_empty();
	test_one();
	test_part();
	test_wrap();
	test_exact_fit();
	test_walk();
	test_overtaken();
	test_readers();
	return done_testing();
}
