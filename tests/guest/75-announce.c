// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Programs that are announced to udev: which, with what, how many; and who may say so
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "uevent.h"
#include "users.h"

#define ANNOUNCE	"/sys/class/proclook/process/announce"
#define DROPPED		"announce_dropped"
#define NAMES_MAX	32
/* The limit lets some through, and no more, however slow this is */
#define BURST		200
/* More than the smallest history has room for */
#define FLOOD		400
#define PATH_OF(name)	"/tmp/" name

static int uevents;

/* 0 or errno */
static int announce_bytes(const char *text, size_t len)
{
	int fd = open(ANNOUNCE, O_WRONLY | O_CLOEXEC);
	int error = 0;

	must(fd >= 0);
	if (write(fd, text, len) != (ssize_t)len)
		error = errno;
	close(fd);

	return error;
}

static int announce(const char *text)
{
	return announce_bytes(text, strlen(text));
}

static const char *announced(void)
{
	static char text[4096 + 1];
	int fd = open(ANNOUNCE, O_RDONLY | O_CLOEXEC);
	ssize_t len;

	must(fd >= 0);
	memset(text, 0xcc, sizeof(text));
	len = read(fd, text, sizeof(text) - 1);
	must(len >= 0);
	text[len] = '\0';
	close(fd);

	return text;
}

static __u64 dropped(void)
{
	return attribute("process", DROPPED);
}

/* What it is called when it ends, which is all that its name is good for */
static pid_t start_named(const char *name, const int *gate)
{
	pid_t pid = fork();
	char byte;

	must(pid >= 0);
	if (pid)
		return pid;
	if (prctl(PR_SET_NAME, name) || (gate && (close(gate[1]), read(gate[0], &byte, 1))))
		_exit(99);
	_exit(0);
}

static void end_named(const char *name)
{
	pid_t pid = start_named(name, NULL);

	must(waitpid(pid, NULL, 0) == pid);
}

static int run_program(const char *path)
{
	pid_t pid = fork();
	int status;

	must(pid >= 0);
	if (!pid) {
		execl(path, path, NULL);
		_exit(99);
	}
	must(waitpid(pid, &status, 0) == pid);
	must(WIFEXITED(status) && WEXITSTATUS(status) == 0);

	return pid;
}

static void test_attributes(void)
{
	struct stat status;

	must(!stat(ANNOUNCE, &status));
	is(status.st_mode & 07777, 0600, "announce is root's");
	is_str(announced(), "", "at first nothing is announced");
	is(dropped(), 0, "and nothing dropped");
	is(access("/sys/class/proclook/thread/announce", F_OK), -1, "no threads are announced");
	is(access("/sys/class/proclook/image/announce", F_OK), -1, "no images are announced");
	is(access("/sys/class/proclook/thread/" DROPPED, F_OK), -1, "so none are dropped");
}

static int open_to_read(void)
{
	return open(ANNOUNCE, O_RDONLY | O_CLOEXEC) < 0 ? -errno : 0;
}

static int open_to_write(void)
{
	return open(ANNOUNCE, O_WRONLY | O_CLOEXEC) < 0 ? -errno : 0;
}

static void test_users(void)
{
	is(in_child(become_member, open_to_read), EACCES, "a member cannot read it");
	is(in_child(become_member, open_to_write), EACCES, "a member cannot write it");
	is(in_child(become_false_root, open_to_read), EACCES, "nor can root of a namespace");
	is(in_child(become_false_root, open_to_write), EACCES, "write it");
}

/* So many different names, the last of them "nN" */
static const char *many_names(int count)
{
	static char text[8 * (NAMES_MAX + 1) + 1];
	int len = 0;
	int i;

	for (i = 0; i < count; i++)
		len += snprintf(text + len, sizeof(text) - len, "n%d\n", i);

	return text;
}

static void test_names(void)
{
	static const char with_nul[] = "one\0two";

	is(announce("one two\tthree\n\n one\n"), 0, "words in a list, one of them twice");
	is_str(announced(), "one\ntwo\nthree\n", "become lines, each once");
	is(announce("three four"), 0, "another list");
	is_str(announced(), "three\nfour\n", "takes its place");

	is(announce("0123456789abcdef"), EINVAL, "16 bytes are no name");
	is(announce("good \\x00"), EINVAL, "nor is one with a NUL");
	is(announce_bytes(with_nul, sizeof(with_nul)), EINVAL, "a list ends without a NUL");
	is(announce(many_names(NAMES_MAX + 1)), E2BIG, "33 names are too many");
	is_str(announced(), "three\nfour\n", "none of these has changed anything");

	is(announce(many_names(NAMES_MAX)), 0, "32 names");
	is_str(announced(), many_names(NAMES_MAX), "are that many");
	is(announce("0123456789abcde"), 0, "15 bytes are a name");
	is(announce("g++ Web\\x20Content Gru\xc3\x9f \\q"), 0, "any bytes can be");
	is_str(announced(),
	       "g\\x2b\\x2b\nWeb\\x20Content\nGru\\xc3\\x9f\n\\x5cq\n",
	       "but stand there as letters");
	is(announce(announced()), 0, "what was read can be written");
	is_str(announced(),
	       "g\\x2b\\x2b\nWeb\\x20Content\nGru\\xc3\\x9f\n\\x5cq\n",
	       "and is the same again");
	is(announce("\n"), 0, "no name");
	is_str(announced(), "", "ends it");
}

static void check_event(const struct uevent *event, const char *name, pid_t pid,
			const char *type, int status)
{
	is_str(event->type, type, "%s: its type", type);
	is_str(event->comm, name, "%s: its name", type);
	is(event->pid, pid, "%s: its pid", type);
	is(event->uid, getuid(), "%s: its user", type);
	is(event->status, status, "%s: its status", type);
	is(event->dropped, 0, "%s: nothing was dropped", type);
	is(event->others, 0, "%s: no more is said", type);
}

static void test_program(void)
{
	struct uevent event, end;
	struct snap snap;
	pid_t pid;
	int node;

	must(!symlink("/bin/true", PATH_OF("announced")));
	must(!symlink("/bin/true", PATH_OF("announced2")));
	run_program(PATH_OF("announced"));
	is(announce("announced"), 0, "a program is announced from now on");
	node = node_open("process");
	run_program(PATH_OF("announced2"));
	pid = run_program(PATH_OF("announced"));
	must(snapshot(node, &snap) == 0);

	ok(uevent_next(uevents, &event, PATIENCE_MS), "its start");
	check_event(&event, "announced", pid, "exec", -1);
	ok(uevent_next(uevents, &end, PATIENCE_MS), "its end");
	check_event(&end, "announced", pid, "exit", 0);
	ok(event.seq < end.seq && (__u64)end.seq <= snap.record.seq, "with their numbers");
	ok(!uevent_next(uevents, &event, ASLEEP_MS), "nothing that was before, and no other");
	close(node);
}

/* As a shell has it */
static void test_status(void)
{
	struct uevent event;
	pid_t pid;

	is(announce("ends"), 0, "what ends");
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		prctl(PR_SET_NAME, "ends");
		_exit(3);
	}
	must(waitpid(pid, NULL, 0) == pid);
	ok(uevent_next(uevents, &event, PATIENCE_MS), "by itself");
	check_event(&event, "ends", pid, "exit", 3);

	pid = fork();
	must(pid >= 0);
	if (!pid) {
		prctl(PR_SET_NAME, "ends");
		raise(SIGKILL);
	}
	must(waitpid(pid, NULL, 0) == pid);
	ok(uevent_next(uevents, &event, PATIENCE_MS), "by a signal");
	check_event(&event, "ends", pid, "exit", 128 + SIGKILL);
}

/* Whoever chose the name: it is one word, the same that was asked for */
static void test_hostile(void)
{
	static const struct {
		const char *name, *word;
	} names[] = {
		{ "a\nACTION=add", "a\\x0aACTION\\x3dadd" },
		{ "$(reboot);'`\"", "\\x24\\x28reboot\\x29\\x3b\\x27\\x60\\x22" },
		{ "../x %s\\", "..\\x2fx\\x20\\x25s\\x5c" },
		{ "\x01\x7f\x80\xff\xc3", "\\x01\\x7f\\x80\\xff\\xc3" },
	};
	struct uevent event;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		is(announce(names[i].word), 0, "%s: can be asked for", names[i].word);
		end_named(names[i].name);
		ok(uevent_next(uevents, &event, PATIENCE_MS), "%s: is told", names[i].word);
		is_str(event.comm, names[i].word, "%s: as it was asked for", names[i].word);
		is(event.others, 0, "%s: adds no property", names[i].word);
	}
}

/* So many ends of "burst", as close together as can be */
static void burst(int count)
{
	pid_t *pids = calloc(count, sizeof(*pids));
	int gate[2];
	int i;

	must(pids && !pipe2(gate, O_CLOEXEC));
	for (i = 0; i < count; i++)
		pids[i] = start_named("burst", gate);
	close(gate[0]);
	close(gate[1]);
	for (i = 0; i < count; i++)
		must(waitpid(pids[i], NULL, 0) == pids[i]);
	free(pids);
}

/* Uevents of bursts; *@last is what the last of them says was dropped before it */
static int count_told(long long *last)
{
	struct uevent event;
	int told = 0;

	while (uevent_next(uevents, &event, ASLEEP_MS)) {
		must(!strcmp(event.comm, "burst") && !strcmp(event.type, "exit"));
		*last = event.dropped;
		told++;
	}

	return told;
}

static void test_limit(void)
{
	__u64 before = dropped(), after;
	long long last = -1;
	int told;

	is(announce("burst"), 0, "limit: many");
	burst(BURST);
	after = dropped();
	told = count_told(&last);
	diag("%d of %d told", told, BURST);
	ok(told > 0, "limit: some are told");
	ok(after > before, "limit: others are not");
	is(told + after - before, BURST, "limit: how many is known exactly");
	ok(last >= 0 && (__u64)last <= after, "limit: each says how many were dropped before it");
}

/* A name that stays on the list misses nothing while the list changes */
static void test_changes(void)
{
	__u64 before = dropped();
	long long last;
	pid_t pid;
	int told;
	int i;

	pid = fork();
	must(pid >= 0);
	if (!pid) {
		for (i = 0; ; i++)
			if (announce(i % 2 ? "burst other" : "burst"))
				_exit(99);
	}
	burst(BURST);
	must(!kill(pid, SIGKILL) && waitpid(pid, NULL, 0) == pid);
	told = count_told(&last);
	is(told + dropped() - before, BURST, "changes: each is told or dropped");
}

/* Before all else on both processors; children too */
static void be_first(bool first)
{
	const struct sched_param param = { .sched_priority = first ? 1 : 0 };

	must(!sched_setscheduler(0, first ? SCHED_FIFO : SCHED_OTHER, &param));
}

/* The smallest history, and more than it keeps before anybody comes to read it */
static void test_overrun(void)
{
	const int rounds = 8 / slow;
	__u64 before;
	long long last;
	int told = 0;
	int i;

	unload("proclook");
	load("proclook", "process_history=32768");
	settle();
	is(announce("burst"), 0, "overrun: many");
	before = dropped();
	be_first(true);
	for (i = 0; i < rounds; i++)
		burst(FLOOD);
	be_first(false);
	told = count_told(&last);
	is(told + dropped() - before, rounds * FLOOD, "overrun: each is told or dropped");
	unload("proclook");
}

/* What was announced at last is told before the device goes, and nothing after that */
static void test_unload(void)
{
	struct uevent event;
	int i;

	for (i = 0; i < 5; i++) {
		load("proclook", NULL);
		settle();
		is_str(announced(), "", "unload %d: all is forgotten", i);
		is(announce("burst"), 0, "unload %d: many", i);
		burst(50);
		unload("proclook");
		ok(uevent_next(uevents, &event, PATIENCE_MS), "unload %d: some are told", i);
		ok(uevents_end(uevents), "unload %d: none of a device that has gone", i);
	}
}

int main(void)
{
	suite_begin("75-announce", 170);
	load("proclook", NULL);
	settle();
	uevents = uevents_open();

	test_attributes();
	test_users();
	test_names();
	test_program();
	test_status();
	test_hostile();
	test_limit();
	test_changes();
	test_overrun();
	test_unload();

	return done_testing();
}
