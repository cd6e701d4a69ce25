// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Readers of different speed in a storm of processes, at several sizes of the history
 *
 * What each has read and lost is all there was.  With a filter the truth is what the
 * storm did, for nobody else has its name.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "batch.h"
#include "storm.h"

#define PROCESSES	(100 + 200 / slow)	/* of each forker */
#define STORM_NAME	"stormy"

/* The largest has room for all that a storm causes, the others have not */
static const __u32 sizes[] = { 32768, 65536, 1 << 20 };

/**
 * struct reader - a process that reads, in memory shared with the suite
 * @name: for the tests' names
 * @filtered: it has a filter for the ends of the storm's own
 * @room: bytes of its buffer
 * @work_ns: how long it is busy after each read()
 * @node: its open file
 * @next: the number it expects
 * @given: records it got
 * @lost: records it will never get
 * @total: both
 * @wrong: records out of order, losses that do not lead to what follows
 */
struct reader {
	const char	*name;
	bool		filtered;
	size_t		room;
	__u64		work_ns;
	int		node;
	__u64		next;
	__u64		given, lost, total;
	__u64		wrong;
};

static struct shared {
	struct reader readers[4];
	int stop;
} *shared;

static void set_filter(int fd)
{
	struct proclook_filter filter = {
		.types = 1ULL << PROCLOOK_EXIT, .flags = PROCLOOK_FILTER_COMM,
		.comm = STORM_NAME,
	};

	must(!ioctl(fd, PROCLOOK_IOC_FILTER, &filter));
}

/* Opens the node at a moment at which nothing happened, and says where that is */
static int open_at(__u64 *base)
{
	int signal_fd = signal_open("process");
	int node = -1;

	must(signal_fd >= 0);
	do {
		if (node >= 0)
			close(node);
		*base = signal_read(signal_fd);
		node = open_watcher("process");
	} while ((__u64)signal_read(signal_fd) != *base);
	close(signal_fd);

	return node;
}

static void take(struct reader *reader, const struct proclook_record *record)
{
	bool is_loss = record->type == PROCLOOK_LOST;
	__u64 count = is_loss ? record->lost : 1;

	if (reader->filtered)
		reader->wrong += is_loss ? !count :
				 record->type != PROCLOOK_EXIT || record->seq < reader->next;
	else
		reader->wrong += !count || record->seq != reader->next + count - 1;
	reader->next = record->seq + 1;
	*(is_loss ? &reader->lost : &reader->given) += count;
	reader->total += count;
}

static void read_once(struct reader *reader)
{
	static struct batch batch;
	const struct proclook_record *record;

	errno = batch_read(reader->node, &batch, reader->room);
	must(!errno);
	while ((record = batch_next(&batch)))
		take(reader, record);
}

static void read_until_stop(struct reader *reader)
{
	while (!__atomic_load_n(&shared->stop, __ATOMIC_ACQUIRE)) {
		__u64 end;

		/* Without a timeout: nobody wakes it but the module */
		read_once(reader);
		end = now_ns() + reader->work_ns;
		while (now_ns() < end)
			;
	}
	_exit(0);
}

static void open_reader(struct reader *reader, const struct reader *like)
{
	*reader = *like;
	reader->node = open_at(&reader->next);
	reader->next++;
	if (reader->filtered)
		set_filter(reader->node);
}

static void start_reader(struct reader *reader)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid)
		read_until_stop(reader);
}

static __u64 newest, matches;

static bool has_all(void *arg)
{
	const struct reader *reader = arg;

	if (reader->filtered)
		return __atomic_load_n(&reader->total, __ATOMIC_ACQUIRE) >= matches;

	return __atomic_load_n(&reader->next, __ATOMIC_ACQUIRE) > newest;
}

/* One event more, for everybody: all wake and see that it is over */
static void stop_readers(int count)
{
	int status;

	__atomic_store_n(&shared->stop, true, __ATOMIC_RELEASE);
	storm(1, 0);
	while (count--)
		if (!eventually(child_has_ended, &status) || status)
			bail("a reader did not end");
	shared->stop = false;
}

static void check_reader(const struct reader *reader, __u64 base, __u32 size)
{
	is(reader->wrong, 0, "%u bytes, %s: all in order, each loss where it is", size,
	   reader->name);
	is(reader->given + reader->lost, reader->filtered ? matches : reader->next - 1 - base,
	   "%u bytes, %s: given and lost are all", size, reader->name);
	if (size == sizes[ARRAY_SIZE(sizes) - 1])
		is(reader->lost, 0, "%u bytes, %s: with room for all nothing is lost", size,
		   reader->name);
	diag("%u bytes, %s: %llu given, %llu lost", size, reader->name, reader->given,
	     reader->lost);
}

/* Who reads only when all is over has lost what the ring has not */
static void check_late(struct reader *reader, __u64 base, __u32 size)
{
	while (poll_now(reader->node, POLLIN))
		read_once(reader);
	check_reader(reader, base, size);
	if (size < sizes[ARRAY_SIZE(sizes) - 1])
		ok(reader->lost, "%u bytes, %s: it lost some", size, reader->name);
}

static void test_size(__u32 size)
{
	static const struct reader like[] = {
		{ .name = "fast", .room = BATCH_SIZE },
		{ .name = "slow", .room = 512, .work_ns = 1000000 },
		{ .name = "fast with a filter", .room = BATCH_SIZE, .filtered = true },
		{ .name = "slow with a filter", .room = 512, .work_ns = 1000000,
		  .filtered = true },
	};
	static const struct reader late_like = { .name = "late", .room = BATCH_SIZE };
	static const struct reader late_filtered_like = {
		.name = "late with a filter", .room = BATCH_SIZE, .filtered = true,
	};
	static struct reader late, late_filtered;
	__u64 base[ARRAY_SIZE(like)], late_base;
	char parameter[64];
	size_t i;

	snprintf(parameter, sizeof(parameter), "process_history=%u", size);
	load("proclook", parameter);
	settle();
	for (i = 0; i < ARRAY_SIZE(like); i++) {
		open_reader(&shared->readers[i], &like[i]);
		base[i] = shared->readers[i].next - 1;
		start_reader(&shared->readers[i]);
	}
	open_reader(&late, &late_like);
	late_base = late.next - 1;
	open_reader(&late_filtered, &late_filtered_like);

	storm(FORKERS, PROCESSES);
	newest = attribute("process", "signal");
	/* Every 16th becomes another program, and has its name */
	matches = FORKERS * (1 + PROCESSES - (PROCESSES + 15) / 16);
	for (i = 0; i < ARRAY_SIZE(like); i++) {
		ok(eventually(has_all, &shared->readers[i]),
		   "%u bytes, %s: it is woken until it has the last one", size, like[i].name);
		if (like[i].filtered)
			check_reader(&shared->readers[i], 0, size);
	}
	check_late(&late_filtered, 0, size);
	check_late(&late, late_base, size);
	stop_readers(ARRAY_SIZE(like));
	for (i = 0; i < ARRAY_SIZE(like); i++) {
		if (!like[i].filtered)
			check_reader(&shared->readers[i], base[i], size);
		close(shared->readers[i].node);
	}
	close(late.node);
	close(late_filtered.node);
	unload("proclook");
}

int main(void)
{
	size_t i;

	suite_begin("slow", 300);
	must(!prctl(PR_SET_NAME, STORM_NAME));
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(shared != MAP_FAILED);

	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		test_size(sizes[i]);

	return done_testing();
}
