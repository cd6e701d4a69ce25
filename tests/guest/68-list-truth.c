// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * LIST and the events after it give the true table of processes
 *
 * A generator creates and kills children while the suite lists in small pieces.  When it
 * pauses it says who is alive; nobody it has killed has been missed, waited for or not.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"

#define ROUNDS	(48 / slow)
#define STEPS	30	/* of the generator in each of them */
#define MOST	48	/* children at a time */
#define ENTRIES	1024	/* of the table: all processes of the guest */

/**
 * struct truth - what the generator says when it pauses, in shared memory
 * @count: its children that are alive
 * @alive: those
 * @start_ticks: when each was started
 * @zombies: how many it has not waited for
 */
static struct truth {
	int count;
	pid_t alive[MOST];
	__u64 start_ticks[MOST];
	int zombies;
} *truth;

static int go[2], pause_pipe[2];

/* The generator's side */

static pid_t unwaited[STEPS];

static void start_child(bool lives)
{
	pid_t pid = fork();
	siginfo_t info;

	must(pid >= 0);
	if (!pid) {
		if (lives)
			pause();
		_exit(0);
	}
	if (lives) {
		truth->alive[truth->count++] = pid;
		return;
	}
	must(!waitid(P_PID, pid, &info, WEXITED | WNOWAIT));
	unwaited[truth->zombies++] = pid;
}

static void kill_child(int which, bool waits)
{
	pid_t pid = truth->alive[which];
	siginfo_t info;

	truth->alive[which] = truth->alive[--truth->count];
	must(!kill(pid, SIGKILL));
	must(!waitid(P_PID, pid, &info, WEXITED | (waits ? 0 : WNOWAIT)));
	if (!waits)
		unwaited[truth->zombies++] = pid;
}

static void step(void)
{
	if (truth->count == MOST || (truth->count && random() % 3 == 0))
		kill_child(random() % truth->count, random() % 2);
	else
		start_child(random() % 4);
}

__noreturn static void generate(void)
{
	char byte;
	int i;

	while (read(go[0], &byte, 1) == 1) {
		while (truth->zombies)
			must(waitpid(unwaited[--truth->zombies], NULL, 0) > 0);
		for (i = 0; i < STEPS; i++)
			step();
		for (i = 0; i < truth->count; i++)
			truth->start_ticks[i] = start_ticks(truth->alive[i]);
		must(write(pause_pipe[1], &byte, 1) == 1);
	}
	_exit(1);
}

/* The suite's side: a table by (pid, start_ns) */

static struct entry { pid_t pid; __u64 start_ns; pid_t ppid; } table[ENTRIES];
static int entries;
static __u64 lost;

static struct entry *find(const struct proclook_record *record)
{
	int i;

	for (i = 0; i < entries; i++)
		if (table[i].pid == record->pid && table[i].start_ns == record->start_ns)
			return &table[i];

	return NULL;
}

static void apply(const struct proclook_record *record)
{
	struct entry *entry = find(record);

	switch (record->type) {
	case PROCLOOK_FORK:
	case PROCLOOK_EXISTING:
		if (entry)
			break;
		must(entries < ENTRIES);
		table[entries++] = (struct entry){ record->pid, record->start_ns, record->ppid };
		break;
	case PROCLOOK_EXIT:
		/* Who was never listed has ended before */
		if (entry)
			*entry = table[--entries];
		break;
	case PROCLOOK_LOST:
		lost += record->lost;
	}
}

static void list(int fd)
{
	static struct batch batch;
	struct proclook_list argument = { .buf = (uintptr_t)batch.raw, .buf_size = 800 };
	const struct proclook_record *record;

	entries = 0;
	while (!(argument.state & PROCLOOK_LIST_END)) {
		must(!ioctl(fd, PROCLOOK_IOC_LIST, &argument));
		batch.at = 0;
		batch.len = argument.used;
		while ((record = batch_next(&batch)))
			apply(record);
	}
	must(lseek(fd, argument.seq + 1, SEEK_SET) == (off_t)argument.seq + 1);
}

static void read_events(int fd)
{
	static struct batch batch;
	const struct proclook_record *record;

	while (poll_now(fd, POLLIN)) {
		must(!batch_read(fd, &batch, BATCH_SIZE));
		while ((record = batch_next(&batch)))
			apply(record);
	}
}

static int differences(pid_t generator)
{
	int i, j, found = 0, wrong = 0;

	for (i = 0; i < entries; i++) {
		if (table[i].ppid != generator)
			continue;
		for (j = 0; j < truth->count; j++)
			if (table[i].pid == truth->alive[j] &&
			    table[i].start_ns / TICK_NS == truth->start_ticks[j])
				break;
		if (j < truth->count)
			found++;
		else
			wrong++;
	}

	return wrong + truth->count - found;
}

static void test_rounds(bool lists_each_time, const char *name)
{
	int fd = open_watcher("process");
	int i, wrong = 0, zombies = 0, alive = 0;
	pid_t generator = fork();
	char byte = 0;

	must(generator >= 0);
	if (!generator) {
		/* Nor may its children keep the module, which die when they come to it */
		close(fd);
		generate();
	}
	list(fd);
	for (i = 0; i < ROUNDS; i++) {
		must(write(go[1], &byte, 1) == 1);
		if (lists_each_time)
			list(fd);
		must(poll_for(pause_pipe[0], POLLIN, PATIENCE_MS));
		must(read(pause_pipe[0], &byte, 1) == 1);
		read_events(fd);
		wrong += differences(generator);
		zombies += truth->zombies;
		alive += truth->count;
	}
	is(wrong, 0, "O7: %s: the table is true at every pause", name);
	is(lost, 0, "O7: %s: the history was large enough", name);
	ok(alive > ROUNDS && zombies > ROUNDS, "O7: %s: there were children, and zombies", name);
	diag("%s: %d rounds, %d alive and %d zombies in sum", name, ROUNDS, alive, zombies);
	for (i = 0; i < truth->count; i++)
		must(!kill(truth->alive[i], SIGKILL));
	must(!kill(generator, SIGKILL) && waitpid(generator, NULL, 0) == generator);
	memset(truth, 0, sizeof(*truth));
	close(fd);
}

int main(void)
{
	suite_begin("list-truth", 180);
	truth = mmap(NULL, sizeof(*truth), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		     -1, 0);
	must(truth != MAP_FAILED && !pipe(go) && !pipe(pause_pipe));
	load("proclook", NULL);
	settle();

	test_rounds(true, "listed again each time");
	test_rounds(false, "listed once");

	unload("proclook");

	return done_testing();
}
