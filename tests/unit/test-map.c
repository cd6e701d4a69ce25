// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The history as mapped memory, written to by the module's own code: before, while and after
 * it is read
 */
#include <pthread.h>
#include <tap.h>

#include "mapper.h"

static void is_end(const char *what)
{
	uint64_t before = seq();

	is(proclook_mapping_next(mapping, event), 0, "%s: then none", what);
	is(seq(), before, "%s: the event is as it was", what);
}

static void test_order(void)
{
	mapped_open();
	is_end("empty");
	is(proclook_mapping_newest(mapping, event), 0, "no newest");
	mapped_add(3);
	is(proclook_mapping_newest(mapping, event), 1, "the newest");
	is(seq(), 3, "is the third");
	is(proclook_event_get_missed(event), 0, "without a gap");
	mapped_is_next(1, 0, "first");
	mapped_is_next(2, 0, "second");
	mapped_is_next(3, 0, "third");
	is_end("three");
	mapped_add(1);
	mapped_is_next(4, 0, "fourth");
	proclook_mapping_close(mapping);
	mapping = proclook_mapping_new_from_fd(map_fd);
	is_end("another one begins behind the newest");
	mapped_add(1);
	mapped_is_next(5, 0, "what came since");
	proclook_mapping_rewind(mapping);
	mapped_is_next(1, 0, "the oldest");
	mapped_is_next(2, 0, "the one behind it");
	mapped_destroy();
}

static void test_overrun(void)
{
	uint64_t oldest;
	size_t count;

	mapped_open();
	mapped_add(1000);
	oldest = history.oldest_seq;
	ok(oldest > 800, "most are overwritten");
	mapped_is_next(oldest, oldest - 1, "overrun");
	for (count = 1; proclook_mapping_next(mapping, event) == 1; count++)
		if (seq() != oldest + count || proclook_event_get_missed(event) ||
		    !mapped_is_whole())
			break;
	is(count, 1000 - oldest + 1, "all that are left, one by one");
	is(seq(), 1000, "to the newest");
	proclook_mapping_rewind(mapping);
	mapped_add(500);
	oldest = history.oldest_seq;
	mapped_is_next(oldest, 0, "rewound, then overrun: nobody knows from where");
	mapped_add(500);
	mapped_is_next(history.oldest_seq, history.oldest_seq - oldest - 1, "overrun again");
	mapped_destroy();
}

/* As after petabytes: both halves of a position change at once */
static void test_positions(void)
{
	size_t count = 0;

	mapped_open();
	map->head = (1ULL << 32) - MAPPED_RING;
	map->tail = map->head;
	proclook_mapping_close(mapping);
	mapped_add(20);
	mapping = proclook_mapping_new_from_fd(map_fd);
	proclook_mapping_rewind(mapping);
	while (map->head < (1ULL << 32) + MAPPED_RING) {
		mapped_add(1);
		while (proclook_mapping_next(mapping, event) == 1)
			count += mapped_is_whole();
	}
	is(count, newest_seq, "all of them across 4 GiB");
	mapped_destroy();
}

static int torn;

static void look(void)
{
	int ret = proclook_mapping_newest(mapping, event);

	torn += ret < 0 || (ret && (seq() >= newest_seq || !mapped_is_whole()));
	ret = proclook_mapping_next(mapping, event);
	torn += ret < 0 || (ret && (seq() >= newest_seq || !mapped_is_whole()));
	proclook_mapping_rewind(mapping);
}

static void test_midst(void)
{
	mapped_open();
	mapped_add(1);
	midst = look;
	torn = 0;
	mapped_add(1000);
	is(torn, 0, "nothing is read of a record that is half written");
	mapped_destroy();
}

static bool calm;

static void *storm(void *arg)
{
	(void)arg;
	while (!__atomic_load_n(&calm, __ATOMIC_RELAXED))
		mapped_add(1);
	return NULL;
}

struct tally {
	uint64_t given, missed, last;
	int wrong, newer;
};

/* The next record; from time to time the newest too.  false: there is none */
static bool tally_next(struct tally *tally)
{
	int ret = proclook_mapping_next(mapping, event);

	tally->wrong += ret < 0;
	if (ret <= 0)
		return false;
	tally->missed += proclook_event_get_missed(event);
	tally->given++;
	tally->wrong += tally->given + tally->missed != seq() || !mapped_is_whole();
	tally->last = seq();
	if (tally->given % 8)
		return true;
	ret = proclook_mapping_newest(mapping, event);
	tally->wrong += ret != 1 || seq() < tally->last || !mapped_is_whole();
	tally->newer += seq() > tally->last;
	return true;
}

/* It goes on until both are seen: records that come in time, and others that do not */
static void test_storm(void)
{
	struct tally tally = { 0 };
	pthread_t writer;

	mapped_open();
	calm = false;
	if (pthread_create(&writer, NULL, storm, NULL))
		bail_out("no thread");
	while (tally.given < 2000 || !tally.missed || !tally.newer)
		tally_next(&tally);
	__atomic_store_n(&calm, true, __ATOMIC_RELAXED);
	pthread_join(writer, NULL);
	while (tally_next(&tally))
		;
	is(tally.wrong, 0, "in a storm each is whole, in order, every other one is missed");
	is(tally.last, newest_seq, "to the last");
	is(tally.given + tally.missed, newest_seq, "given + missed is all");
	diag("%ju given, %ju missed, %d times a newer one", (uintmax_t)tally.given,
	     (uintmax_t)tally.missed, tally.newer);
	mapped_destroy();
}

int main(void)
{
	test_order();
	test_overrun();
	test_positions();
	test_midst();
	test_storm();
	return done_testing();
}
