// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * SNAPSHOT of a record that is overwritten while it is copied
 */
#define _GNU_SOURCE
#include <sys/wait.h>
#include <unistd.h>

#include "reader.h"

/* More than the test module's ring has room for */
#define WHOLE_RING	100

/* A record of 3000 bytes of arguments: a ring of 32 KiB holds ten, and not eleven */
static void test_overwritten(void)
{
	__u64 before = attribute("test", "overwritten");
	__u64 kept;

	signal_bytes("test", 1, 3000);
	is(attribute("test", "overwritten"), before,
	   "what has room overwrites nothing");
	signal_bytes("test", WHOLE_RING, 3000);
	kept = attribute("test", "signal") - attribute("test", "overwritten");
	ok(kept == 9 || kept == 10, "what is not kept counts as overwritten");
	diag("%llu kept", kept);
}

/* What the reader asked for: the ring has other bytes in its place by now */
static void test_overtaken(void)
{
	struct reader reader;
	__u64 newest;

	reader_open(&reader, "test");
	signal_bytes("test", 5, 4000);
	newest = attribute("test", "signal");
	reader_start(&reader);
	signal_bytes("test", WHOLE_RING, 3000);
	is(attribute("test", "signal"), newest + WHOLE_RING,
	   "a reader that is stuck stops no signaller");
	reader_finish(&reader);
	is(reader.error, 0, "overtaken by the whole ring: SNAPSHOT works");
	ok(reader_is_whole(&reader),
	   "overtaken by the whole ring: the record is whole");
	is(reader_record(&reader)->seq, newest,
	   "overtaken by the whole ring: it is what was the newest");
	is(reader_record(&reader)->args_len, 4000,
	   "overtaken by the whole ring: its arguments are its own");
	is(reader.arg.missed, 5 - 1,
	   "overtaken by the whole ring: those before it were missed");
	is(poll_now(reader.node, POLLPRI), POLLPRI,
	   "overtaken by the whole ring: there is something newer");
	reader_close(&reader);
}

/* Nothing is lost of those that came while it was stuck */
static void test_accounted_for(void)
{
	struct snap snap;
	struct reader reader;

	reader_open(&reader, "test");
	signal_bytes("test", 3, 4000);
	reader_start(&reader);
	signal_bytes("test", WHOLE_RING, 4096);
	reader_finish(&reader);
	is(reader.error, 0, "followed by larger ones: SNAPSHOT works");
	ok(reader_is_whole(&reader),
	   "followed by larger ones: the record is whole");
	must(!snapshot(reader.node, &snap));
	is(reader.arg.missed + 1 + snap.arg.missed + !snap_seen(&snap), 3 + WHOLE_RING,
	   "followed by larger ones: all are accounted for");
	reader_close(&reader);
}

static void signal_storm(void)
{
	int i;

	for (i = 0; i < 400; i++) {
		signal_bytes("test", 20, i * 37 % 4097);
		signal_bytes("test", 20, i * 101 % 4097);
	}
	_exit(0);
}

/* Without a stop: what is torn in nature */
static void test_storm(void)
{
	__u64 before = attribute("test", "signal");
	__u64 delivered = 0, missed = 0, torn = 0;
	int node = node_open("test");
	struct snap snap;
	pid_t pid = fork();
	int status;

	must(node >= 0 && pid >= 0);
	if (!pid)
		signal_storm();
	do {
		must(!snapshot(node, &snap));
		delivered += !snap_seen(&snap);
		missed += snap.arg.missed;
		torn += !is_whole(&snap.record, snap.arg.record_size);
	} while (snap.record.seq < before + 400 * 40);
	must(waitpid(pid, &status, 0) == pid && !status);
	is(torn, 0, "a storm of large records: none is torn");
	is(delivered + missed, 400 * 40,
	   "a storm of large records: delivered and missed are all");
	ok(delivered > 1 && missed, "a storm of large records: there were both");
	diag("%llu delivered, %llu missed", delivered, missed);
	close(node);
}

int main(void)
{
	suite_begin("overrun", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_overwritten();
	test_overtaken();
	test_accounted_for();
	test_storm();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
