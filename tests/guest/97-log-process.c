// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * proclook-log and real processes: what the journal gets is what they know of themselves,
 * with names and arguments that would be more fields if they were taken for text
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "journal.h"
#include "users.h"

#define HOSTILE_DIR	"/tmp/\xff\x1b[31m"
#define HOSTILE		HOSTILE_DIR "/a\nPRIORITY=0"

static int journal;
static struct journal_entry entry;
/* The number of the entry before, and how often the next one did not follow it */
static __u64 last, gaps;

/* The next entry of this type about this process; all numbers up to it are accounted for */
static bool find_entry(const char *type, pid_t pid)
{
	__u64 end = now_ns() + PATIENCE_MS * 1000000ULL;

	while (now_ns() < end && journal_receive(journal, &entry, PATIENCE_MS)) {
		__u64 seq = journal_number(&entry, "PROCLOOK_SEQ");

		gaps += last && seq != last + journal_number(&entry, "PROCLOOK_SKIPPED") + 1;
		last = seq;
		if (journal_number(&entry, "PROCLOOK_PID") == (__u64)pid &&
		    !strcmp(journal_value(&entry, "PROCLOOK_TYPE"), type))
			return true;
	}

	return false;
}

/* Executes once it is told, so that its start can be looked at */
static pid_t start_subject(const char *path, int *go)
{
	static const char * const argv[] = { "x\nPROCLOOK_UID=0", "", "a b", "\xfe", NULL };
	int ends[2];
	pid_t pid;
	char byte;

	must(!pipe2(ends, O_CLOEXEC));
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		become_other();
		close(ends[1]);
		must(!read(ends[0], &byte, 1));
		execv(path, (char **)argv);
		_exit(127);
	}
	close(ends[0]);
	*go = ends[1];

	return pid;
}

static void check_common(__u64 ticks, const char *what)
{
	is(journal_number(&entry, "PROCLOOK_PPID"), getpid(), "%s: its parent", what);
	is(journal_number(&entry, "PROCLOOK_UID"), OTHER, "%s: its user", what);
	is(journal_number(&entry, "PROCLOOK_GID"), OTHER, "%s: its group", what);
	is(journal_number(&entry, "PROCLOOK_START_NS") / TICK_NS, ticks, "%s: its start", what);
	ok(journal_has(&entry, "PRIORITY", "6", 1), "%s: its priority", what);
	ok(journal_number(&entry, "PROCLOOK_TIME_NS") <= now_ns(), "%s: it was before", what);
}

static void test_exec(const char *path, const char *comm, const char *what)
{
	static const char args[] = "$'x\\nPROCLOOK_UID=0' '' 'a b' $'\\xfe'";
	int go, status;
	pid_t pid = start_subject(path, &go);
	__u64 ticks = start_ticks(pid);

	close(go);
	must(waitpid(pid, &status, 0) == pid);
	is(status, 0, "%s: it has run", what);
	if (!ok(find_entry("exec", pid), "%s: exec", what))
		return;
	check_common(ticks, "exec");
	ok(journal_has(&entry, "PROCLOOK_PATH", path, strlen(path)), "exec: its path");
	ok(journal_has(&entry, "PROCLOOK_COMM", comm, strlen(comm)), "exec: its name");
	ok(journal_has(&entry, "PROCLOOK_ARGS", args, strlen(args)), "exec: its arguments");
	ok(!strpbrk(journal_value(&entry, "MESSAGE"), "\n\x1b\xff"), "exec: the message is plain");
	diag("%s", journal_value(&entry, "MESSAGE"));
	ok(find_entry("exit", pid), "%s: exit", what);
	check_common(ticks, "exit");
	is(entry.count, 16, "exit: no field but its own");
}

static void test_exit(int code, int killed_by, int status)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid) {
		if (killed_by)
			raise(killed_by);
		_exit(code);
	}
	must(waitpid(pid, NULL, 0) == pid);
	ok(find_entry("exit", pid), "exit with %d, or by signal %d", code, killed_by);
	is(journal_number(&entry, "PROCLOOK_STATUS"), status, "its status as a shell has it");
	is(journal_number(&entry, "PROCLOOK_SIGNAL"), killed_by, "its signal");
}

static void copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0755);

	must(in >= 0 && out >= 0);
	must(sendfile(out, in, NULL, 1 << 24) > 0);
	close(in);
	close(out);
}

int main(void)
{
	pid_t pid;

	suite_begin("log-process", 60);
	must(!mkdir(HOSTILE_DIR, 0755));
	copy("/bin/true", HOSTILE);
	load("proclook", NULL);
	settle();
	journal = journal_listen();
	pid = journal_start(become_member, "proclook-log", NULL);
	ok(pid, "it is ready");
	test_exec("/usr/bin/true", "true", "plain");
	test_exec(HOSTILE, "a\nPRIORITY=0", "hostile");
	test_exit(0, 0, 0);
	test_exit(7, 0, 7);
	test_exit(0, SIGKILL, 128 + SIGKILL);
	is(gaps, 0, "every number of these is accounted for");
	kill(pid, SIGTERM);
	must(waitpid(pid, NULL, 0) == pid);
	journal_close(journal);
	unload("proclook");
	unlink(HOSTILE);

	return done_testing();
}
