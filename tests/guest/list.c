// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * LIST: the processes there are, into the program's own memory
 *
 * Built for 64 and for 32 bits, see 68-list.sh and 68-list32.sh.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"

#define CHILDREN	20

static struct batch batch;
static int watcher;

static int list(struct proclook_list *argument)
{
	return ioctl(watcher, PROCLOOK_IOC_LIST, argument) ? errno : 0;
}

/* Its out fields poisoned */
static struct proclook_list begin(void *buf, __u32 size)
{
	struct proclook_list argument;

	memset(&argument, POISON, sizeof(argument));
	argument.buf = (uintptr_t)buf;
	argument.buf_size = size;
	argument.flags = 0;
	argument.next_pid = 0;
	memset(argument.reserved, 0, sizeof(argument.reserved));

	return argument;
}

static void test_layout(void)
{
	is(sizeof(struct proclook_list), 64, "a list has 64 bytes");
	is(PROCLOOK_IOC_LIST, 0xc040bc03, "LIST has its number");
	is(offsetof(struct proclook_list, next_pid), 32, "next_pid is in its place");
}

static void test_refused(void)
{
	const size_t page = sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct proclook_list argument;
	int wrong = 0;
	size_t i;

	for (i = 0; i < 32; i++) {
		argument = begin(batch.raw, BATCH_SIZE);
		argument.flags = 1U << i;
		wrong += list(&argument) != EINVAL;
	}
	is(wrong, 0, "each flag is EINVAL");
	for (i = 0; i < 128; i++) {
		argument = begin(batch.raw, BATCH_SIZE);
		argument.reserved[i / 64] = 1ULL << i % 64;
		wrong += list(&argument) != EINVAL;
	}
	is(wrong, 0, "each reserved bit that is not 0 is EINVAL");
	argument = begin(batch.raw, BATCH_SIZE);
	argument.next_pid = INT_MAX + 1U;
	is(list(&argument), EINVAL, "a process id that cannot be: EINVAL");
	argument.next_pid = INT_MAX;
	is(list(&argument), 0, "the largest that can be");
	ok(argument.state == PROCLOOK_LIST_END && !argument.used, "has nothing after it");

	must(pages != MAP_FAILED && !mprotect(pages + page, page, PROT_NONE));
	is(list(NULL), EFAULT, "argument at 0: EFAULT");
	is(list((void *)(pages + page - 8)), EFAULT, "argument half mapped: EFAULT");
	argument = begin(pages + page, page);
	is(list(&argument), EFAULT, "buffer not mapped: EFAULT");
	argument = begin(pages + page - 64, page);
	is(list(&argument), EFAULT, "buffer half mapped: EFAULT");
	munmap(pages, 2 * page);
}

static void test_too_small(void)
{
	struct proclook_list argument = begin(batch.raw, BATCH_SIZE);
	const struct proclook_record *first = (void *)batch.raw;
	__u32 sizes[4] = { 0, 1, sizeof(*first), 0 };
	__u32 size;
	size_t i;

	must(!list(&argument));
	size = first->size;
	sizes[3] = size - 1;
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		argument = begin(batch.raw, sizes[i]);
		memset(batch.raw, POISON, sizeof(batch.raw));
		is(list(&argument), EMSGSIZE, "%u bytes are too small: EMSGSIZE", sizes[i]);
		is(argument.record_size, size, "%u: record_size says what it takes", sizes[i]);
		is(argument.used, 0, "%u: nothing is in the buffer", sizes[i]);
		ok(all_bytes(batch.raw, sizeof(batch.raw), POISON),
		   "%u: not a byte of it was touched", sizes[i]);
	}
	argument.buf_size = size;
	is(list(&argument), 0, "the same argument with the size it takes");
	is(argument.used, size, "just the size: one record");
	is(argument.record_size, 0, "just the size: no error, no record_size");
	is(first->pid, 1, "just the size: the first process");
	is(argument.state, 0, "just the size: there are more");
}

/* All of them into @to; how many bytes, or 0 if there was an error */
static size_t list_all(unsigned char *to, size_t room, __u32 at_once, int *calls)
{
	struct proclook_list argument = begin(to, at_once);
	size_t len = 0;

	for (*calls = 1;; ++*calls) {
		__u32 before = argument.next_pid;
		int error;

		argument.buf = (uintptr_t)(to + len);
		argument.buf_size = len + at_once < room ? at_once : room - len;
		error = list(&argument);
		if (error == EMSGSIZE) {
			argument.buf_size = argument.record_size;
			error = list(&argument);
		}
		if (error || (before && argument.next_pid <= before &&
			      argument.state != PROCLOOK_LIST_END))
			return 0;
		len += argument.used;
		if (argument.state == PROCLOOK_LIST_END)
			return len;
	}
}

static bool same_but_time(const unsigned char *one, const unsigned char *two, size_t len)
{
	size_t at;

	for (at = 0; at < len; at += ((struct proclook_record *)(one + at))->size) {
		struct proclook_record *left = (void *)(one + at);
		struct proclook_record *right = (void *)(two + at);
		__u64 time_ns = left->time_ns;
		bool same;

		left->time_ns = right->time_ns;
		same = left->size == right->size && !memcmp(left, right, left->size);
		left->time_ns = time_ns;
		if (!same)
			return false;
	}

	return true;
}

static struct attempt {
	unsigned char large[BATCH_SIZE] __aligned(8);
	unsigned char small[BATCH_SIZE] __aligned(8);
} attempt;

/* Unless a process came or went between the two */
static bool both_agree(void *calls)
{
	int one;
	size_t len = list_all(attempt.large, BATCH_SIZE, BATCH_SIZE, &one);

	return len && one == 1 &&
	       list_all(attempt.small, BATCH_SIZE, 200, calls) == len &&
	       same_but_time(attempt.large, attempt.small, len);
}

static void test_batches(void)
{
	int calls = 0;

	ok(eventually(both_agree, &calls),
	   "O5: one large buffer and many small ones get the same, in every byte");
	ok(calls > 10, "O5: the small ones took many calls, each of which went on");
}

/* The list, as the next function sees it */
static size_t listed;

static const struct proclook_record *find(pid_t pid)
{
	size_t at = 0;

	while (at < listed) {
		const struct proclook_record *record = (void *)(attempt.large + at);

		if (record->pid == pid)
			return record;
		at += record->size;
	}

	return NULL;
}

static void take_list(void)
{
	int calls;

	listed = list_all(attempt.large, BATCH_SIZE, BATCH_SIZE, &calls);
	must(listed);
}

/* What /proc says of a process; false if it is gone */
struct fact {
	char state;
	int ppid, pgrp, session, tty, tpgid;
	unsigned int flags;
	uid_t uid;
	char comm[64];
	char exe[PATH_MAX];
};

static bool find_fact(pid_t pid, struct fact *fact)
{
	char path[64], line[512];
	struct stat st;
	ssize_t len;

	memset(fact, 0, sizeof(*fact));
	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	if (!read_line(path, line, sizeof(line)))
		return false;
	must(sscanf(strrchr(line, ')') + 1, " %c %d %d %d %d %d %u", &fact->state, &fact->ppid,
		    &fact->pgrp, &fact->session, &fact->tty, &fact->tpgid, &fact->flags) == 7);
	snprintf(path, sizeof(path), "/proc/%d/comm", pid);
	if (!read_line(path, fact->comm, sizeof(fact->comm)))
		return false;
	snprintf(path, sizeof(path), "/proc/%d", pid);
	if (stat(path, &st))
		return false;
	fact->uid = st.st_uid;
	snprintf(path, sizeof(path), "/proc/%d/exe", pid);
	len = readlink(path, fact->exe, sizeof(fact->exe) - 1);
	fact->exe[len > 0 ? len : 0] = '\0';

	return true;
}

#define PF_KTHREAD	0x00200000

static int wrong, user_processes, kernel_threads;

static void complain(pid_t pid, const char *what)
{
	diag("process %d: %s", pid, what);
	wrong++;
}

/* A kernel thread's name is longer in /proc, where it has what it works on */
static bool same_comm(const struct proclook_record *record, const struct fact *fact)
{
	size_t len = strlen(record->comm);

	return record->flags & PROCLOOK_F_KERNEL_THREAD ?
	       !strncmp(record->comm, fact->comm, len < 15 ? len : 15) :
	       !strcmp(record->comm, fact->comm);
}

static bool compare(pid_t pid, void *unused)
{
	const struct proclook_record *record = find(pid);
	struct fact fact;
	bool is_kernel;

	(void)unused;
	if (!find_fact(pid, &fact) || fact.state == 'Z' || fact.state == 'X' || fact.flags & 4)
		return true;
	if (!record) {
		complain(pid, "is not listed");
		return true;
	}
	is_kernel = fact.flags & PF_KTHREAD;
	*(is_kernel ? &kernel_threads : &user_processes) += 1;
	if (record->ppid != fact.ppid || record->uid != fact.uid || !same_comm(record, &fact))
		complain(pid, "parent, user or name is another one");
	if (record->start_ns / TICK_NS != start_ticks(pid))
		complain(pid, "was started at another time");
	if (fact.ppid && record->parent_start_ns / TICK_NS != start_ticks(fact.ppid))
		complain(pid, "its parent was started at another time");
	if (!!(record->flags & PROCLOOK_F_KERNEL_THREAD) != is_kernel)
		complain(pid, "is a kernel thread or is not");
	if (strcmp(record_path(record), fact.exe) || record->path_len != strlen(fact.exe))
		complain(pid, "has another path");

	return true;
}

static bool all_compare(void *arg)
{
	(void)arg;
	wrong = 0;
	user_processes = 0;
	kernel_threads = 0;
	take_list();
	visit_processes(compare, NULL);

	return !wrong;
}

static void test_truth(void)
{
	ok(eventually(all_compare, NULL), "O7: what runs already is listed as /proc has it");
	ok(user_processes > 3 && kernel_threads > 10,
	   "O7: programs and, with a flag, kernel threads");
	diag("%d user processes, %d kernel threads", user_processes, kernel_threads);
}

static void test_records(void)
{
	__u64 seq, before = now_ns();
	struct proclook_list argument = begin(batch.raw, BATCH_SIZE);
	const struct proclook_record *record;
	int last = 0, count = 0;

	signal_test(3);
	seq = attribute("test", "signal");
	is(list(&argument), 0, "all at once: LIST works");
	is(argument.seq, seq, "seq is the number of the newest event");
	is(argument.generation, attribute("test", "generation"), "the generation is its own");
	is(argument.state, PROCLOOK_LIST_END, "there are no more");
	wrong = 0;
	batch.at = 0;
	batch.len = argument.used;
	while ((record = batch_next(&batch))) {
		wrong += record->type != PROCLOOK_EXISTING || record->seq != seq ||
			 record->pid <= last || record->tid != record->pid ||
			 record->time_ns < before || record->time_ns > now_ns() ||
			 record->header_size != sizeof(*record) || record->exit_status ||
			 record->args_len || record->args_total || !has_no_extras(record) ||
			 record->size != (sizeof(*record) + record->path_len + 2 + 7) / 8 * 8;
		last = record->pid;
		count++;
	}
	is(wrong, 0, "each record is of its type, whole, and in the order of ids");
	ok(count > 10, "there are many");
	signal_test(2);
	must(!list(&argument));
	is(argument.seq, seq, "seq stays when it goes on");
	is(argument.used, 0, "after the end there is nothing");
	is(poll_now(watcher, POLLIN | POLLPRI), POLLIN | POLLPRI, "LIST reads and sees nothing");
	must(read_rest(watcher) == 5);
}

static void *sleep_in_thread(void *arg)
{
	(void)arg;
	for (;;)
		pause();

	return NULL;
}

/* Children of this one: how many are listed, how many of those are named so */
static int children(const char *comm)
{
	size_t at = 0;
	int count = 0;

	take_list();
	while (at < listed) {
		const struct proclook_record *record = (void *)(attempt.large + at);

		count += record->ppid == getpid() && (!comm || !strcmp(record->comm, comm));
		at += record->size;
	}

	return count;
}

static void test_comings(void)
{
	pid_t pids[CHILDREN];
	siginfo_t info;
	pthread_t thread;
	int i;

	for (i = 0; i < CHILDREN; i++) {
		pids[i] = fork();
		must(pids[i] >= 0);
		if (!pids[i]) {
			must(!prctl(PR_SET_NAME, "sleeper"));
			sleep_in_thread(NULL);
		}
	}
	errno = pthread_create(&thread, NULL, sleep_in_thread, NULL);
	must(!errno);
	is(children(NULL), CHILDREN, "each child is listed, and no thread is");
	for (i = 0; i < CHILDREN / 2; i++) {
		must(!kill(pids[i], SIGKILL));
		must(!waitid(P_PID, pids[i], &info, WEXITED | WNOWAIT));
	}
	is(children(NULL), CHILDREN / 2, "who has ended is not, though nobody waited for it");
	for (i = 0; i < CHILDREN; i++) {
		kill(pids[i], SIGKILL);
		must(waitpid(pids[i], NULL, 0) == pids[i]);
	}
	is(children(NULL), 0, "in the end there is none");
}

static bool is_all_there_is(pid_t pid)
{
	const struct proclook_record *record = find(pid);

	return record && listed == record->size;
}

static bool both_are_named(void *arg)
{
	(void)arg;

	return children("one-of-many") == 2;
}

/* Its conditions on user and name hold for lists too; those on types do not */
static void test_filtered(void)
{
	struct proclook_filter filter = {
		.types = 1ULL << PROCLOOK_EXIT,
		.flags = PROCLOOK_FILTER_COMM | PROCLOOK_FILTER_UID, .comm = "one-o",
	};
	pid_t one = fork(), two;
	int fd = watcher;

	must(one >= 0);
	if (!one) {
		prctl(PR_SET_NAME, "one-of-many");
		sleep_in_thread(NULL);
	}
	two = fork();
	must(two >= 0);
	if (!two) {
		must(!setresuid(1001, 1001, 1001));
		prctl(PR_SET_NAME, "one-of-many");
		sleep_in_thread(NULL);
	}
	watcher = open_watcher("test");
	must(eventually(both_are_named, NULL));
	must(!ioctl(watcher, PROCLOOK_IOC_FILTER, &filter));
	take_list();
	ok(is_all_there_is(one), "with a filter the one that passes is listed");
	filter.uid = 1001;
	must(!ioctl(watcher, PROCLOOK_IOC_FILTER, &filter));
	take_list();
	ok(is_all_there_is(two), "with another one the other");
	close(watcher);
	watcher = fd;
	must(!kill(one, SIGKILL) && !kill(two, SIGKILL));
	must(waitpid(one, NULL, 0) == one && waitpid(two, NULL, 0) == two);
}

int main(void)
{
	suite_begin(sizeof(long) == 8 ? "list" : "list32", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);
	settle();
	watcher = open_watcher("test");

	test_layout();
	test_refused();
	test_too_small();
	test_batches();
	test_truth();
	test_records();
	test_comings();
	test_filtered();

	close(watcher);
	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
