// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of processes: what was there, what happens, what is lost; a device comes and goes */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <tap.h>

#include "fake.h"
#include "follow.h"

static struct follow *follow;
static struct change change;
static char told[8192];
static struct sample listed[8];

static const char *const names[] = {
	[CHANGE_OPENED] = "opened", [CHANGE_CLOSED] = "closed", [CHANGE_FOUND] = "found",
	[CHANGE_READY] = "ready", [CHANGE_FORKED] = "forked", [CHANGE_EXECED] = "execed",
	[CHANGE_ENDED] = "ended", [CHANGE_VANISHED] = "vanished", [CHANGE_LOST] = "lost",
};

__printf(1, 2) static void add(const char *format, ...)
{
	size_t used = strlen(told);
	va_list ap;

	va_start(ap, format);
	vsnprintf(told + used, sizeof(told) - used, format, ap);
	va_end(ap);
}

static void add_change(void)
{
	const struct process *process = change.process;

	add("%s%s", *told ? ", " : "", names[change.type]);
	if (process)
		add(" %d %s %s", process->pid, process->comm, process->program->path);
	if (change.type == CHANGE_OPENED)
		add(" %s", change.shows_all ? "all" : "own");
	if (change.type == CHANGE_CLOSED)
		add(" %s", strerrorname_np(change.error));
	if (change.type == CHANGE_LOST)
		add(" %ju", (uintmax_t)change.lost);
	if (process && change.type == CHANGE_ENDED)
		add(" %d", process->exit_status);
}

/* All that is new, in one line */
static const char *news(void)
{
	int ret;

	*told = '\0';
	for (;;) {
		memset(&change, 0xaa, sizeof(change));
		ret = follow_next(follow, &change);
		if (ret <= 0)
			break;
		add_change();
	}
	if (ret < 0)
		add("%s%s", *told ? ", " : "", strerrorname_np(errno));
	return told;
}

static struct sample *list(int pid, const char *comm, const char *path)
{
	struct sample *sample = &listed[fake.process_count++];

	*sample = sample_exec;
	sample->type = PROCLOOK_EXISTING;
	sample->pid = pid;
	sample->comm = comm;
	sample->path = path;
	sample->path_len = strlen(path);
	sample->args_len = 0;
	sample->args_total = 0;
	fake.processes = listed;
	return sample;
}

static void happens(const struct sample *base, int pid, const char *comm)
{
	struct sample sample = *base;

	sample.pid = pid;
	sample.comm = comm;
	fake_event(&sample);
}

static void begin(bool own)
{
	fake_reset();
	follow = follow_new(own);
	if (!follow)
		bail_out("follow_new: %s", strerror(errno));
}

static void end(const char *what)
{
	follow_free(follow);
	is(fake.open_files, 0, "%s: no descriptor is left", what);
}

static void test_events(void)
{
	begin(false);
	list(1, "init", "/sbin/init");
	is_str(news(), "opened all, found 1 init /sbin/init, ready", "what was there");
	is_str(news(), "", "nothing is new then");
	happens(&sample_fork, 42, "sh");
	happens(&sample_exec, 42, "ls");
	happens(&sample_exit, 42, "ls");
	is_str(news(), "forked 42 sh , execed 42 ls /usr/bin/ls, ended 42 ls /usr/bin/ls 768",
	       "a life");
	ok(!follow_find(follow, 42, sample_exec.start_ns), "is over");
	happens(&sample_exit, 43, "late");
	is_str(news(), "ended 43 late  768", "the end of one that nobody knew");
	happens(&sample_exec, 44, "su");
	is_str(news(), "execed 44 su /usr/bin/ls", "a program of one that nobody knew");
	is(follow_find(follow, 44, sample_exec.start_ns)->program->args_len, 14, "its arguments");
	is_str(follow_find(follow, 44, sample_exec.start_ns)->program->args + 6, "my file",
	       "the last one");
	end("events");
}

/* Who is forked runs what its parent runs, also when that is replaced */
static void test_program(void)
{
	struct sample child = sample_fork;

	begin(false);
	happens(&sample_exec, 42, "ls");
	news();
	happens(&sample_exec, 42, "ls");
	child.pid = 50;
	child.ppid = 42;
	child.parent_start_ns = sample_exec.start_ns;
	fake_event(&child);
	child.pid = 51;
	child.parent_start_ns++;
	fake_event(&child);
	happens(&sample_exit, 42, "ls");
	is_str(news(), "execed 42 ls /usr/bin/ls, forked 50 sh /usr/bin/ls, forked 51 sh , "
	       "ended 42 ls /usr/bin/ls 768", "programs");
	is(follow_find(follow, 50, child.start_ns)->program->users, 1, "the child's alone now");
	end("program");
}

/* The list is newer than the events that come first */
static void test_list_and_events(void)
{
	begin(false);
	list(7, "sh", "/bin/sh");
	list(42, "ls", "/usr/bin/ls");
	is(follow_next(follow, &change), 1, "opened");
	happens(&sample_fork, 42, "sh");
	happens(&sample_exec, 42, "ls");
	happens(&sample_fork, 60, "sh");
	happens(&sample_exit, 61, "gone");
	is_str(news(), "found 7 sh /bin/sh, found 42 ls /usr/bin/ls, ready, "
	       "execed 42 ls /usr/bin/ls, forked 60 sh , ended 61 gone  768",
	       "events from before the list: one was listed, one came later, one had ended");
	end("list and events");
}

static void test_lost(void)
{
	begin(false);
	list(1, "init", "/sbin/init");
	list(8, "a", "/bin/a");
	list(9, "b", "/bin/b");
	news();
	fake.keep = 2;
	happens(&sample_exit, 8, "a");
	happens(&sample_fork, 10, "c");
	happens(&sample_fork, 11, "d");
	happens(&sample_exec, 12, "e");
	fake.process_count = 1;
	list(9, "b", "/bin/other");
	list(10, "c", "/bin/c");
	list(11, "d", "");
	list(12, "e", "/usr/bin/ls");
	is_str(news(), "lost 2, forked 11 d , execed 12 e /usr/bin/ls, execed 9 b /bin/other, "
	       "found 10 c /bin/c, ready, vanished 8 a /bin/a", "two are lost");
	is_str(news(), "", "the table is true again");
	end("lost");
}

static void test_other_with_its_pid(void)
{
	struct sample next = sample_fork;

	begin(false);
	list(42, "old", "/bin/old");
	news();
	next.start_ns++;
	fake_event(&next);
	is_str(news(), "vanished 42 old /bin/old, forked 42 sh ", "a pid is used again");
	ok(!follow_find(follow, 42, sample_fork.start_ns), "the old one is not known");
	ok(follow_find(follow, 42, next.start_ns), "the new one is");
	end("pid");
}

/* Where there is no udev, nobody would ever finish a device */
static const char *const udev[] = { "", "/run", "/run/udev", "/run/udev/control", NULL };
static char root[32];

static void start_udev(void)
{
	char path[64];
	int i;

	snprintf(root, sizeof(root), "/tmp/follow-XXXXXX");
	if (!mkdtemp(root))
		bail_out("mkdtemp: %s", strerror(errno));
	for (i = 1; udev[i]; i++) {
		snprintf(path, sizeof(path), "%s%s", root, udev[i]);
		mkdir(path, 0700);
	}
	setenv("FAKE_ROOT", root, 1);
}

static void stop_udev(void)
{
	char path[64];
	int i;

	for (i = ARRAY_SIZE(udev) - 2; i >= 0; i--) {
		snprintf(path, sizeof(path), "%s%s", root, udev[i]);
		rmdir(path);
	}
	unsetenv("FAKE_ROOT");
}

static void test_device(void)
{
	struct pollfd fd;

	start_udev();
	begin(false);
	fake.present = false;
	is_str(news(), "closed ENOENT", "no device");
	is_str(news(), "", "which is said once");
	follow_retry(follow);
	is_str(news(), "closed ENOENT", "and again to who asks again");
	list(1, "init", "/sbin/init");
	fd = (struct pollfd){ .fd = follow_get_fd(follow), .events = POLLIN };
	is(poll(&fd, 1, 0), 0, "it sleeps");
	fake_back();
	is(poll(&fd, 1, 0), 1, "udev wakes it");
	is_str(news(), "opened all, found 1 init /sbin/init, ready", "the device is there");
	is(poll(&fd, 1, 0), 0, "it sleeps again");
	fake_uevent();
	is(poll(&fd, 1, 0), 1, "something of udev's");
	is_str(news(), "", "is no news");
	is(poll(&fd, 1, 0), 0, "and does not wake for ever");
	fake_gone();
	is_str(news(), "closed ENODEV", "the device went away");
	ok(!follow_each(follow, NULL), "no process is known");
	fake.initialized = false;
	fake.node_error = EACCES;
	fake_back();
	is_str(news(), "", "a node that udev has not seen is none");
	fake.initialized = true;
	fake_uevent();
	is_str(news(), "closed EACCES", "it is not for us");
	fake.node_error = 0;
	fake_uevent();
	is_str(news(), "opened all, found 1 init /sbin/init, ready", "now it is");
	end("device");
	stop_udev();
}

static void test_nonsense(void)
{
	begin(false);
	news();
	fake_event(&sample_exec);
	fake.read_error = EPROTO;
	fake.ioctl_error = EPROTO;
	is_str(news(), "EPROTO", "an answer without sense");
	end("nonsense");
}

static void test_each(void)
{
	struct process *process = NULL;
	int sum = 0, count = 0;

	begin(false);
	/* Two of them share a bucket */
	list(3, "a", "");
	list(4, "b", "");
	list(3 + 4096, "c", "");
	news();
	while ((process = follow_each(follow, process))) {
		sum += process->pid;
		count++;
	}
	is(count, 3, "each");
	is(sum, 3 + 4 + 3 + 4096, "is given once");
	end("each");
}

static uint64_t start_of(int pid)
{
	char path[64], text[1024];
	unsigned long long ticks = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	file = fopen(path, "re");
	if (!file || !fgets(text, sizeof(text), file) ||
	    sscanf(strrchr(text, ')'), ") %*c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s "
		   "%*s %*s %*s %*s %*s %*s %llu", &ticks) != 1)
		bail_out("%s cannot be read", path);
	fclose(file);
	return ticks * 10000000;
}

/* A list has no arguments: /proc has */
static void test_arguments(void)
{
	struct sample *self;
	struct process *process;

	begin(false);
	self = list(getpid(), "self", "/self");
	self->start_ns = start_of(getpid()) + 1234;
	news();
	process = follow_find(follow, getpid(), self->start_ns);
	ok(process && process->program->args_len > strlen("test-follow"), "arguments from /proc");
	ok(process && strstr(process->program->args, "test-follow"), "are its own");
	end("arguments");

	begin(false);
	self = list(getpid(), "other", "/other");
	self->start_ns = start_of(getpid()) + 1000000000;
	news();
	process = follow_find(follow, getpid(), self->start_ns);
	is(process ? (int)process->program->args_len : -1, 0, "not those of another with its pid");
	end("other's arguments");
}

static int start_sleeper(void)
{
	int pid = fork();

	if (!pid)
		for (;;)
			pause();
	return pid;
}

static void kill_sleeper(int pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

/* Who sees one user alone does not see the end of what became another's */
static void test_set_uid(void)
{
	char path[] = "/tmp/follow-XXXXXX";
	int file = mkstemp(path), pid = start_sleeper();
	struct sample sudo = sample_exec;

	fchmod(file, 04755);
	close(file);
	begin(true);
	is_str(news(), "opened own, ready", "one's own alone");
	sudo.pid = pid;
	sudo.start_ns = start_of(pid);
	sudo.path = path;
	sudo.path_len = strlen(path);
	sudo.uid = getuid();
	fake_event(&sudo);
	news();
	ok(follow_find(follow, pid, sudo.start_ns), "it runs");
	is_str(news(), "", "nothing is new");
	kill_sleeper(pid);
	is_str(strncmp(news(), "vanished ", 9) ? told : "vanished", "vanished",
	       "its end is seen nevertheless");
	is_str(news(), "", "once");
	unlink(path);
	end("set-uid");
}

static void test_own(void)
{
	struct sample other = sample_exec;

	begin(true);
	news();
	other.uid = getuid() + 1;
	fake_event(&other);
	is_str(news(), "", "what another does is not seen");
	other.uid = getuid();
	fake_event(&other);
	is_str(news(), "execed 42 ls /usr/bin/ls", "what oneself does is");
	end("own");
}

int main(void)
{
	test_events();
	test_program();
	test_list_and_events();
	test_lost();
	test_other_with_its_pid();
	test_device();
	test_nonsense();
	test_each();
	test_arguments();
	test_set_uid();
	test_own();
	return done_testing();
}
