// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What SNAPSHOT delivers, to the byte
 *
 * Built for 64 and for 32 bits, see 30-snapshot.sh and 31-snapshot32.sh.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common.h"

static struct snap snap, again;
static int watcher;

static void must_see_all(void)
{
	must(!snapshot(watcher, &snap));
}

static __u64 newest(void)
{
	return attribute("test", "signal");
}

static void test_layout(void)
{
	is(sizeof(struct proclook_record), 128, "a record has 128 bytes");
	is(sizeof(struct proclook_snapshot), 56, "a snapshot has 56 bytes");
	is(PROCLOOK_IOC_SNAPSHOT, 0xc038bc01, "SNAPSHOT has its number");
	is(offsetof(struct proclook_record, seq), 16, "seq is in its place");
	is(offsetof(struct proclook_record, pid), 48, "pid is in its place");
	is(offsetof(struct proclook_record, comm), 80, "comm is in its place");
	is(offsetof(struct proclook_record, lost), 120, "lost is in its place");
}

static void test_no_event_yet(void)
{
	is(snapshot(watcher, &snap), ENODATA,
	   "before the first event SNAPSHOT says ENODATA");
	is(snap.raw[0], POISON, "and touches no buffer");
	is(poll_now(watcher, POLLPRI), 0, "and poll() sleeps");
}

static void test_missed(void)
{
	static const int counts[] = { 1, 2, 1000, 1 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		signal_test(counts[i]);
		must(!snapshot(watcher, &snap));
		is(snap.arg.missed, counts[i] - 1,
		   "of %d events %d were missed", counts[i], counts[i] - 1);
		is(snap.arg.state, 0, "the newest of %d is new", counts[i]);
		is(snap.record.seq, newest(), "its number is the newest");
	}
}

static void test_seen(void)
{
	int late;

	signal_test(1);
	must_see_all();
	must(!snapshot(watcher, &again));
	is(again.arg.state, PROCLOOK_SNAPSHOT_SEEN,
	   "the same record again has the flag SEEN");
	is(again.arg.missed, 0, "nothing was missed in between");
	ok(!memcmp(&snap.record, &again.record, snap.record.size),
	   "it is the same in every byte");

	late = node_open("test");
	must(late >= 0 && !snapshot(late, &snap));
	is(snap.arg.state, PROCLOOK_SNAPSHOT_SEEN,
	   "what happened before the open counts as seen");
	is(snap.arg.missed, 0, "and nothing before it was missed");
	is(snap.record.seq, newest(), "but it can be fetched");
	close(late);
}

static void test_record(void)
{
	const struct proclook_record *record = &snap.record;
	char path[32], args[32];
	int len;

	signal_test(1);
	must_see_all();
	snprintf(path, sizeof(path), "/test/%d", record->pid);
	len = snprintf(args, sizeof(args), "test%c%d", 0, record->pid) + 1;
	is(snap.arg.generation, attribute("test", "generation"),
	   "the generation is that of the attribute");
	is(snap.arg.record_size, record->size, "record_size is its size");
	is(record->header_size, sizeof(*record), "header_size is its own");
	is(record->type, PROCLOOK_EXEC, "the type is what was signalled");
	ok(record->pid == (int)record->seq && record->tid == record->pid &&
	   record->ppid == 1 && record->start_ns == record->seq,
	   "so are the ids");
	is(record->path_len, strlen(path), "so is the length of the path");
	ok(!strcmp(record_path(record), path), "and the path");
	is(record->args_len, len, "so is the length of the arguments");
	ok(!memcmp(record_args(record), args, len), "and the arguments");
	ok(!memcmp(record->comm, "test\0\0\0\0\0\0\0\0\0\0\0", PROCLOOK_COMM_LEN),
	   "the name is padded with NULs");
}

/*
 * Fetched over two different poisons, a byte that the module did not write
 * differs.
 */
static void check_bytes(const char *what)
{
	struct proclook_snapshot arg = { .buf_size = PROCLOOK_RECORD_MAX };
	const struct proclook_record *record = &snap.record;
	const unsigned char *end;

	must_see_all();
	memset(&again, ~POISON, sizeof(again));
	arg.buf = (uintptr_t)again.raw;
	must(!ioctl(watcher, PROCLOOK_IOC_SNAPSHOT, &arg));

	ok(!memcmp(snap.raw, again.raw, record->size),
	   "%s: every byte of the record was written", what);
	ok(all_bytes(snap.raw + record->size, sizeof(snap.raw) - record->size, POISON),
	   "%s: no byte behind it was", what);
	ok(has_no_extras(record), "%s: what it has no use for is 0", what);
	is(record->size % 8, 0, "%s: the size is a multiple of 8", what);
	end = (void *)(record_args(record) + record->args_len);
	ok(end < snap.raw + record->size && end + 8 >= snap.raw + record->size &&
	   all_bytes(end, snap.raw + record->size - end, 0),
	   "%s: behind the arguments is at least one NUL, and nothing else", what);
	ok(!record_path(record)[record->path_len],
	   "%s: behind the path is a NUL", what);
}

static void test_sizes(void)
{
	int bytes;

	/* Every possible number of bytes of padding */
	for (bytes = 0; bytes < 8; bytes++) {
		char what[32];

		snprintf(what, sizeof(what), "%d bytes", bytes);
		signal_bytes("test", 1, bytes);
		check_bytes(what);
	}
	signal_bytes("test", 1, PROCLOOK_STRING_MAX);
	check_bytes("largest");
	is(snap.record.args_len, PROCLOOK_STRING_MAX,
	   "largest: the arguments are whole");
	ok(all_bytes((void *)record_args(&snap.record), PROCLOOK_STRING_MAX,
		     'a' + snap.record.seq % 26),
	   "largest: each byte is right");
	ok(snap.record.size <= PROCLOOK_RECORD_MAX, "largest: fits PROCLOOK_RECORD_MAX");
}

int main(void)
{
	suite_begin(sizeof(long) == 8 ? "snapshot" : "snapshot32", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);
	watcher = open_watcher("test");

	test_layout();
	test_no_event_yet();
	test_missed();
	test_seen();
	test_record();
	test_sizes();

	close(watcher);
	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
