// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a reader has lost is counted exactly
 *
 * The suite knows how large each record is, and so which of them a ring of a given size
 * still has.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "batch.h"

#define NAME		"ring"
#define MAX_RECORDS	20000

static struct batch batch;

/**
 * struct ring - a ring as it must be
 * @size: its bytes
 * @end: position behind the newest record
 * @count: number of the newest record
 * @start: position of each, from 1 on
 */
static struct ring {
	__u64 size;
	__u64 end;
	__u64 count;
	__u64 start[MAX_RECORDS + 1];
} ring;

/* Of record number @n with so many bytes of arguments */
static __u32 record_size(__u64 n, int bytes)
{
	size_t path = snprintf(NULL, 0, "/test/%llu", n);

	return (sizeof(struct proclook_record) + path + 1 + bytes + 1 + 7) / 8 * 8;
}

/* Where the next record will begin: none crosses the end */
static __u64 next_start(__u32 size)
{
	__u64 to_end = ring.size - ring.end % ring.size;

	return ring.end + (size > to_end ? to_end : 0);
}

static void add(__u64 count, int bytes)
{
	signal_bytes(NAME, count, bytes);
	while (count--) {
		__u32 size = record_size(++ring.count, bytes);

		must(ring.count <= MAX_RECORDS);
		ring.start[ring.count] = next_start(size);
		ring.end = ring.start[ring.count] + size;
	}
}

/* Of what began further back than the ring's size something is overwritten */
static bool is_lost_at(__u64 n, __u64 end)
{
	return end - ring.start[n] > ring.size;
}

static __u64 ring_lost(void)
{
	__u64 lost = 0;

	while (lost < ring.count && is_lost_at(lost + 1, ring.end))
		lost++;

	return lost;
}

/* Records until one more would overwrite record number @n */
static void fill_up(__u64 n, int bytes)
{
	do {
		add(1, bytes);
	} while (!is_lost_at(n, next_start(record_size(ring.count + 1, bytes)) +
				record_size(ring.count + 1, bytes)));
}

static __u64 check_rest(int fd, __u64 next)
{
	__u64 wrong = 0;

	for (;;) {
		const struct proclook_record *record = batch_next(&batch);

		if (!record && !poll_now(fd, POLLIN))
			break;
		if (record)
			wrong += record->type != PROCLOOK_EXEC || record->seq != next++ ||
				 !has_no_extras(record);
		else
			must(!batch_read(fd, &batch, BATCH_SIZE));
	}

	return wrong + ring.count + 1 - next;
}

/* Where the reader goes on is number @first, unless that is lost: what follows is exact */
static void check(int fd, __u64 first, const char *what)
{
	__u64 overwritten = ring_lost();
	__u64 lost = overwritten < first ? 0 : overwritten - first + 1;

	must(!batch_read(fd, &batch, BATCH_SIZE));
	if (lost) {
		const struct proclook_record *record = batch_next(&batch);

		is(record->type, PROCLOOK_LOST, "%s: the loss comes first", what);
		is(record->lost, lost, "%s: so many are lost", what);
		is(record->seq, overwritten, "%s: up to this one", what);
		ok(!record->time_ns && !record->pid && !record->comm[0] &&
		   !record->path_len && !record->args_len,
		   "%s: and it says nothing else", what);
	}
	is(check_rest(fd, first + lost), 0,
	   "%s: each one that is not lost is read, once and in order", what);
	is(attribute(NAME, "overwritten"), overwritten, "%s: the attribute agrees", what);
}

static void test_ring(__u64 size, int bytes)
{
	char what[80];
	__u64 first;
	int fd, i;

	errno = command("create " NAME " %llu", size);
	must(!errno);
	must(eventually(node_is_ready, (void *)NAME));
	ring = (struct ring){ .size = size };
	fd = open_watcher(NAME);
	for (i = 0; i < 3; i++) {
		first = ring.count + 1;
		add(i, bytes / 2);
		fill_up(first, bytes);
		snprintf(what, sizeof(what), "%llu/%d, round %d, just full", size, bytes, i);
		check(fd, first, what);
		first = ring.count + 1;
		fill_up(first, bytes);
		add(1, bytes);
		snprintf(what, sizeof(what), "%llu/%d, round %d, one too many", size, bytes, i);
		check(fd, first, what);
	}
	first = ring.count + 1;
	add(2 * size / record_size(1000, bytes), bytes);
	snprintf(what, sizeof(what), "%llu/%d, overrun twice", size, bytes);
	check(fd, first, what);
	close(fd);
	must(!command("destroy " NAME));
}

/* The record that says it does not fit: it is as little consumed as any other */
static void test_too_small(void)
{
	int fd = open_watcher("test");
	__u64 lost;

	signal_bytes("test", 100, 3000);
	is(batch_read(fd, &batch, sizeof(struct proclook_record)), EINVAL,
	   "a loss needs room: EINVAL");
	ok(batch_is_clean(&batch), "a loss needs room: no byte was touched");
	signal_bytes("test", 1, 3000);
	lost = attribute("test", "overwritten");
	is(batch_read(fd, &batch, 1000), 0, "a loss and no record fits: read() works");
	is(batch_next(&batch)->lost, lost, "the loss is that of now");
	ok(!batch_next(&batch), "and comes alone");
	must(!batch_read(fd, &batch, BATCH_SIZE));
	is(batch_next(&batch)->seq, lost + 1, "then what there is");
	is(read_rest(fd), 0, "all of it");
	close(fd);
}

int main(void)
{
	static const __u64 sizes[] = { 32768, 65536, 262144 };
	static const int bytes[] = { 0, 1000, 4096 };
	size_t i, j;

	suite_begin("lost", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_too_small();
	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		for (j = 0; j < ARRAY_SIZE(bytes); j++)
			test_ring(sizes[i], bytes[j]);

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
