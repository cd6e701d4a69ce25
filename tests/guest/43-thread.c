// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What thread records say, held against what the threads and /proc/PID/task said
 *
 * Each test is a process that lives as it is told and notes who its threads are.  All
 * its records are there when it has been waited for.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/io_uring.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "common.h"
#include "hugepages.h"

#define THREADS		8
#define RECORDS		64
#define USER		1001
#define GROUP		1002

/* What a thread knows of itself */
struct known {
	int tid;
	__u64 ticks;
	char comm[PROCLOOK_COMM_LEN];
};

static struct shared {
	struct known leader, threads[THREADS];
	char born_as[PROCLOOK_COMM_LEN];	/* the name that new threads have */
} *shared;

static int node;
static __u64 from, to;
static pid_t pid;
static int status;
static struct proclook_record records[RECORDS];
static size_t count;

static pthread_barrier_t ready;

/* --- in the process --- */

static void know(struct known *known)
{
	char path[64];

	known->tid = syscall(SYS_gettid);
	known->ticks = start_ticks(known->tid);
	snprintf(path, sizeof(path), "/proc/self/task/%d/comm", known->tid);
	must(read_line(path, known->comm, sizeof(known->comm)));
}

/* The thread's own way out, past the C library */
static void leave(int code)
{
	syscall(SYS_exit, code);
}

static void name_and_know(intptr_t who)
{
	char name[PROCLOOK_COMM_LEN];

	snprintf(name, sizeof(name), "thread %d", (int)(who % 1000));
	must(!prctl(PR_SET_NAME, name));
	know(&shared->threads[who]);
}

static void *leave_by_itself(void *who)
{
	name_and_know((intptr_t)who);
	leave(10 + (intptr_t)who);

	return NULL;
}

static void *wait_for_the_end(void *who)
{
	name_and_know((intptr_t)who);
	pthread_barrier_wait(&ready);
	while (pause())
		;

	return NULL;
}

static void start_threads(int threads, void *(*thread_main)(void *))
{
	pthread_t thread;
	intptr_t who;

	for (who = 0; who < threads; who++) {
		errno = pthread_create(&thread, NULL, thread_main, (void *)who);
		must(!errno);
		if (thread_main == leave_by_itself)
			must(!pthread_join(thread, NULL));
	}
}

static void live_by_themselves(void)
{
	must(!setresgid(GROUP, GROUP, GROUP) && !setresuid(USER, USER, USER));
	start_threads(3, leave_by_itself);
	_exit(7);
}

static void *outlive_leader(void *who)
{
	char path[64], line[256];

	name_and_know((intptr_t)who);
	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", getpid());
	/* until it is a zombie */
	do
		must(read_line(path, line, sizeof(line)) && strrchr(line, ')'));
	while (strncmp(strrchr(line, ')'), ") Z", 3));
	leave(4);

	return NULL;
}

static void live_without_leader(void)
{
	start_threads(1, outlive_leader);
	leave(3);
}

static void live_together(void)
{
	must(!pthread_barrier_init(&ready, NULL, THREADS + 1));
	start_threads(THREADS, wait_for_the_end);
	pthread_barrier_wait(&ready);
}

static void live_until_exit(void)
{
	live_together();
	_exit(9);
}

static void live_until_killed(void)
{
	live_together();
	kill(getpid(), SIGKILL);
}

static void *exec_from_thread(void *who)
{
	name_and_know((intptr_t)who);
	execl("/bin/busybox", "true", NULL);

	return NULL;
}

static void live_on_as_another(void)
{
	start_threads(1, exec_from_thread);
	while (pause())
		;
}

static void live_with_worker(void)
{
	struct io_uring_params params = { .flags = IORING_SETUP_SQPOLL };

	must(syscall(SYS_io_uring_setup, 8, &params) >= 0);
	_exit(0);
}

/* --- in the suite --- */

static void collect(void)
{
	static struct batch batch;
	const struct proclook_record *record;

	count = 0;
	while (poll_now(node, POLLIN)) {
		errno = batch_read(node, &batch, BATCH_SIZE);
		must(!errno);
		while ((record = batch_next(&batch))) {
			must(record->type != PROCLOOK_LOST);
			if (record->pid != pid)
				continue;
			must(count < RECORDS);
			records[count++] = *record;
		}
	}
}

static void live(void (*life)(void))
{
	memset(shared, 0, sizeof(*shared));
	must(!prctl(PR_GET_NAME, shared->born_as));
	from = now_ns();
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		know(&shared->leader);
		life();
		_exit(126);
	}
	must(waitpid(pid, &status, 0) == pid);
	to = now_ns();
	collect();
}

static int count_of(int type, int tid)
{
	int found = 0;
	size_t i;

	for (i = 0; i < count; i++)
		found += records[i].type == type && (!tid || records[i].tid == tid);

	return found;
}

/* Of several the last; a record full of zeros, if there is none */
static struct proclook_record find(int type, int tid)
{
	struct proclook_record found = { 0 };
	size_t i;

	for (i = 0; i < count; i++)
		if (records[i].type == type && records[i].tid == tid)
			found = records[i];

	return found;
}

static bool is_empty_but(const struct proclook_record *record)
{
	return record->header_size == sizeof(*record) && !record->path_len &&
	       !record->args_len && !record->args_total && !record->image_start &&
	       !record->image_size && !record->lost &&
	       record->size == (sizeof(*record) + 2 + 7) / 8 * 8;
}

static void check(const char *name, int type, const struct known *known, const char *comm,
		  int exit_status)
{
	struct proclook_record record = find(type, known->tid);

	is(count_of(type, known->tid), 1, "%s: one record", name);
	is_str(record.comm, comm, "%s: the thread's name", name);
	is(record.exit_status, exit_status, "%s: the thread's status", name);
	is(record.thread_start_ns / TICK_NS, known->ticks, "%s: when the thread was started",
	   name);
	is(record.start_ns / TICK_NS, shared->leader.ticks,
	   "%s: when the process was started", name);
	is(record.ppid, getpid(), "%s: the parent", name);
	is(record.parent_start_ns / TICK_NS, start_ticks(0), "%s: when that was started",
	   name);
	is(record.flags, 0, "%s: no flags", name);
	ok(record.time_ns >= from && record.time_ns <= to, "%s: the time", name);
	ok(is_empty_but(&record), "%s: nothing else", name);
}

static void test_threads(void)
{
	char name[64];
	int i;

	live(live_by_themselves);
	is(count_of(PROCLOOK_THREAD_CREATE, 0), 4, "O7: each thread's beginning is there");
	is(count_of(PROCLOOK_THREAD_EXIT, 0), 4, "O7: each thread's end is there");
	is(count, 8, "O7: and nothing else");
	check("the first thread begins", PROCLOOK_THREAD_CREATE, &shared->leader,
	      shared->born_as, 0);
	check("the first thread ends", PROCLOOK_THREAD_EXIT, &shared->leader,
	      shared->leader.comm, 7 << 8);
	for (i = 0; i < 3; i++) {
		snprintf(name, sizeof(name), "thread %d begins", i);
		check(name, PROCLOOK_THREAD_CREATE, &shared->threads[i], shared->born_as, 0);
		is(find(PROCLOOK_THREAD_CREATE, shared->threads[i].tid).uid, USER,
		   "%s: the user that the process has then", name);
		snprintf(name, sizeof(name), "thread %d ends", i);
		check(name, PROCLOOK_THREAD_EXIT, &shared->threads[i],
		      shared->threads[i].comm, (10 + i) << 8);
		is(find(PROCLOOK_THREAD_EXIT, shared->threads[i].tid).gid, GROUP,
		   "%s: the group", name);
	}
	is(find(PROCLOOK_THREAD_CREATE, pid).uid, 0, "before it changed its user it had another");
}

static void test_leader_first(void)
{
	const struct known *thread = &shared->threads[0];

	live(live_without_leader);
	is(count, 4, "the first thread leaves first: two beginnings, two ends");
	check("it leaves first", PROCLOOK_THREAD_EXIT, &shared->leader,
	      shared->leader.comm, 3 << 8);
	check("the other one leaves later", PROCLOOK_THREAD_EXIT, thread, thread->comm, 4 << 8);
	ok(find(PROCLOOK_THREAD_EXIT, pid).seq < find(PROCLOOK_THREAD_EXIT, thread->tid).seq,
	   "in this order");
}

static void test_together(const char *name, void (*life)(void), int wanted)
{
	int i, right = 0;

	live(life);
	is(status, wanted, "%s: that was it", name);
	is(count, 2 * (THREADS + 1), "%s: a beginning and an end for each thread", name);
	for (i = 0; i < THREADS; i++) {
		int tid = shared->threads[i].tid;

		right += count_of(PROCLOOK_THREAD_CREATE, tid) == 1 &&
			 count_of(PROCLOOK_THREAD_EXIT, tid) == 1 &&
			 find(PROCLOOK_THREAD_EXIT, tid).exit_status == wanted;
	}
	is(right, THREADS, "%s: one of each, and each end has the status", name);
	is(find(PROCLOOK_THREAD_EXIT, pid).exit_status, wanted, "%s: the first thread's, too",
	   name);
}

/* The thread takes over the id of the first one, and when that was started */
static void test_exec(void)
{
	__u64 start;

	live(live_on_as_another);
	must(!status);
	is(count_of(PROCLOOK_THREAD_CREATE, 0), 2, "exec by another thread: two beginnings");
	is(count_of(PROCLOOK_THREAD_EXIT, 0), 2, "exec by another thread: two ends");
	is(count_of(PROCLOOK_THREAD_EXIT, pid), 2,
	   "exec by another thread: the process' id is in both");
	start = find(PROCLOOK_THREAD_CREATE, pid).thread_start_ns;
	is(find(PROCLOOK_THREAD_EXIT, pid).thread_start_ns, start,
	   "exec by another thread: and when the first thread was started");
	is_str(find(PROCLOOK_THREAD_EXIT, pid).comm, "busybox",
	       "exec by another thread: the last one has the program's name");
}

static void test_worker(void)
{
	struct proclook_record create, exit;
	size_t i;

	live(live_with_worker);
	must(!status);
	is(count, 4, "a worker of io_uring: two beginnings, two ends");
	for (i = 0; i < count && records[i].tid == pid; i++)
		;
	must(i < count);
	create = find(PROCLOOK_THREAD_CREATE, records[i].tid);
	exit = find(PROCLOOK_THREAD_EXIT, records[i].tid);
	is(create.flags, PROCLOOK_F_WORKER, "a worker of io_uring: its beginning says so");
	is(exit.flags, PROCLOOK_F_WORKER, "a worker of io_uring: its end says so");
	ok(!strncmp(exit.comm, "iou-sqp-", 8), "a worker of io_uring: it has its name");
	is(find(PROCLOOK_THREAD_EXIT, pid).flags, 0,
	   "a worker of io_uring: who has it is none");
}

static void test_kernel_thread(void)
{
	static struct batch batch;
	const struct proclook_record *record;
	char before[64];
	int tid = 0;

	hugepages_now(before, sizeof(before));
	hugepages_set("never");
	read_rest(node);
	hugepages_set("always");
	must(poll_for(node, POLLIN, PATIENCE_MS) & POLLIN);
	errno = batch_read(node, &batch, BATCH_SIZE);
	must(!errno);
	while ((record = batch_next(&batch)))
		if (record->type == PROCLOOK_THREAD_CREATE &&
		    record->flags == PROCLOOK_F_KERNEL_THREAD && record->ppid == 2)
			tid = record->tid;
	ok(tid > 2, "a thread of the kernel: its beginning says so");
	hugepages_set(before);
}

/* Nobody has opened the node since the module was loaded */
static void test_unwatched(void)
{
	must(!run("true", NULL));
	is(attribute("thread", "signal"), 0, "nobody has it open: nothing is recorded");
	node = open_watcher("thread");
	must(!run("true", NULL));
	ok(attribute("thread", "signal") > 0, "somebody has it open: it is recorded");
	close(node);
}

int main(void)
{
	suite_begin("thread", 120);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(shared != MAP_FAILED);
	load("proclook", NULL);
	must(eventually(node_is_ready, (char *)"thread"));
	settle();
	test_unwatched();
	node = open_watcher("thread");

	test_threads();
	test_leader_first();
	test_together("exit_group()", live_until_exit, 9 << 8);
	test_together("SIGKILL", live_until_killed, SIGKILL);
	test_exec();
	test_worker();
	test_kernel_thread();

	close(node);
	unload("proclook");

	return done_testing();
}
