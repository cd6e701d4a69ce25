// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What others may do while a SNAPSHOT is stuck in the middle of its copy
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reader.h"

static void nothing(int signal)
{
	(void)signal;
}

/* Shares the open file with the reader that is stuck */
static pid_t start_second(int node)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid) {
		const struct sigaction action = { .sa_handler = nothing };
		struct snap snap;

		must(!sigaction(SIGUSR1, &action, NULL));
		_exit(snapshot(node, &snap));
	}

	return pid;
}

static bool is_in_ioctl(void *pid)
{
	char path[64], line[256];

	snprintf(path, sizeof(path), "/proc/%d/syscall", *(pid_t *)pid);

	return read_line(path, line, sizeof(line)) && atoi(line) == SYS_ioctl;
}

/* Threads that share an open file take turns, and are not stuck with the first one */
static void test_shared(void)
{
	struct reader reader;
	int status;
	pid_t pid;

	reader_open(&reader, "test");
	signal_bytes("test", 3, 4000);
	reader_start(&reader);
	is(poll_now(reader.node, POLLPRI), POLLPRI,
	   "a shared file: poll() waits for nobody");
	pid = start_second(reader.node);
	ok(eventually(is_in_ioctl, &pid), "a shared file: the second one waits");
	must(!kill(pid, SIGUSR1) && waitpid(pid, &status, 0) == pid);
	is(WEXITSTATUS(status), EINTR, "a shared file: a signal ends that");
	pid = start_second(reader.node);
	must(eventually(is_in_ioctl, &pid));
	reader_finish(&reader);
	must(waitpid(pid, &status, 0) == pid);
	is(status, 0, "a shared file: so does its turn");
	ok(!reader.error && reader.arg.missed == 2 && !reader.arg.state,
	   "a shared file: the first one got what there was");
	reader_close(&reader);
}

static bool node_is_gone(void *arg)
{
	(void)arg;

	return node_open("passing") < 0 && errno == ENOENT;
}

static void test_destroyed(void)
{
	struct reader reader;
	struct snap snap;

	must(!command("create passing"));
	must(eventually(node_is_ready, (void *)"passing"));
	reader_open(&reader, "passing");
	signal_bytes("passing", 5, 4000);
	reader_start(&reader);
	is(command("destroy passing"), 0,
	   "destroyed during a copy: nobody waits for the reader");
	ok(eventually(node_is_gone, NULL), "destroyed during a copy: the node is gone");
	reader_finish(&reader);
	ok(reader.error == ENODEV || (!reader.error && reader_is_whole(&reader)),
	   "destroyed during a copy: the record is whole, or there is none");
	is(snapshot(reader.node, &snap), ENODEV,
	   "destroyed during a copy: the next one says ENODEV");
	reader_close(&reader);
}

int main(void)
{
	suite_begin("stuck", 180);
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_shared();
	test_destroyed();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
