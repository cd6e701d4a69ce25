// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a list of all processes costs where there are 1,000 more than usual: by LIST, and out
 * of /proc, where the same facts lie in two files and a link of each process
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../../guest/batch.h"
#include "crowd.h"

#define PROCESSES	1000
#define ROUNDS		5

/**
 * struct fact - what both say of a process
 * @ppid: its parent
 * @uid: its real user
 * @start: since boot, in nanoseconds or ticks
 * @comm: its name
 * @path: its program
 */
struct fact {
	int		ppid;
	unsigned int	uid;
	uint64_t	start;
	const char	*comm;
	const char	*path;
};

static char own_path[PATH_MAX];
static pid_t own_pid;

static void live_pausing(struct member *member)
{
	__atomic_store_n(&member->ready, true, __ATOMIC_RELEASE);
	for (;;)
		pause();
}

/* The crowd is what this program has forked */
static bool is_one_of_us(const struct fact *fact)
{
	return fact->ppid == own_pid && !fact->uid && fact->start &&
	       !strcmp(fact->comm, "45-list") && !strcmp(fact->path, own_path);
}

static bool is_record_of_us(const struct proclook_record *record)
{
	const struct fact fact = {
		.ppid = record->ppid, .uid = record->uid, .start = record->start_ns,
		.comm = record->comm, .path = record_path(record),
	};

	return is_one_of_us(&fact);
}

static int list_proclook(void)
{
	static struct batch batch;
	struct proclook_list list = { .buf = (uintptr_t)batch.raw, .buf_size = BATCH_SIZE };
	const struct proclook_record *record;
	int node = open_watcher("process");
	int count = 0;

	do {
		must(!ioctl(node, PROCLOOK_IOC_LIST, &list));
		batch.at = 0;
		batch.len = list.used;
		while ((record = batch_next(&batch)))
			count += is_record_of_us(record);
	} while (list.state != PROCLOOK_LIST_END);
	close(node);

	return count;
}

static void read_file(pid_t pid, const char *name, char *text, size_t size)
{
	char path[64];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	must(fd >= 0);
	len = read(fd, text, size - 1);
	must(len > 0);
	text[len] = '\0';
	close(fd);
}

/* So many blanks behind it */
static const char *skip_fields(const char *text, int count)
{
	while (count--) {
		text = strchr(text, ' ');
		must(text);
		text++;
	}

	return text;
}

/* A name may have any character; what is behind it has no brackets.  See proc(5). */
static void find_stat(pid_t pid, struct fact *fact)
{
	static char text[1024], comm[64];
	const char *behind;

	read_file(pid, "stat", text, sizeof(text));
	behind = strrchr(text, ')');
	must(behind && sscanf(text, "%*d (%63[^)]", comm) == 1);
	fact->ppid = strtol(skip_fields(behind, 4 - 2), NULL, 10);
	fact->start = strtoull(skip_fields(behind, 22 - 2), NULL, 10);
	fact->comm = comm;
}

static void find_user(pid_t pid, struct fact *fact)
{
	static char text[4096];
	const char *line;

	read_file(pid, "status", text, sizeof(text));
	line = strstr(text, "\nUid:");
	must(line && sscanf(line, "\nUid: %u", &fact->uid) == 1);
}

/* A kernel thread has none */
static void find_path(pid_t pid, struct fact *fact)
{
	static char path[PATH_MAX];
	char link[64];
	ssize_t len;

	snprintf(link, sizeof(link), "/proc/%d/exe", pid);
	len = readlink(link, path, sizeof(path) - 1);
	path[len > 0 ? len : 0] = '\0';
	fact->path = path;
}

static bool count_process(pid_t pid, void *count)
{
	struct fact fact;

	find_stat(pid, &fact);
	find_user(pid, &fact);
	find_path(pid, &fact);
	*(int *)count += is_one_of_us(&fact);

	return true;
}

static int list_proc(void)
{
	int count = 0;

	visit_processes(count_process, &count);

	return count;
}

static void measure(const char *name, int (*list)(void))
{
	struct samples samples = { };
	int round, found = 0;

	for (round = 0; round < ROUNDS; round++) {
		uint64_t begin = instructions();
		int count = list();

		samples_add(&samples, instructions() - begin);
		found += count == PROCESSES;
	}
	samples_print(&samples, "%s", name);
	is(found, ROUNDS, "%s: each time it has all %d of them", name, PROCESSES);
}

int main(void)
{
	struct crowd crowd;

	suite_begin("list", 170);
	counter_check();
	own_pid = getpid();
	must(readlink("/proc/self/exe", own_path, sizeof(own_path) - 1) > 0);
	load("proclook", NULL);
	settle();
	crowd_start(&crowd, PROCESSES, live_pausing);

	measure("list.proclook", list_proclook);
	measure("list.proc", list_proc);

	crowd_stop(&crowd);
	unload("proclook");

	return done_testing();
}
