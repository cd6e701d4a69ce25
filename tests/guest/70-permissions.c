// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who may open the node, and who may only know that something happens
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "users.h"

#define NODE	"/dev/proclook/process"
#define SIGNAL	"/sys/class/proclook/process/signal"

static int inherited;	/* a descriptor of the suite's own */

/* The first process of a pid namespace; its parent only passes on what it says */
static void enter_pid_namespace(void)
{
	pid_t pid;
	int status;

	must(!unshare(CLONE_NEWPID));
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		must(getpid() == 1);
		return;
	}
	must(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	_exit(WEXITSTATUS(status));
}

static int try_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	close(fd);

	return 0;
}

static int open_node(void)
{
	return try_open(NODE, O_RDONLY);
}

static int open_to_write(void)
{
	return try_open(NODE, O_WRONLY);
}

static int open_both(void)
{
	return try_open(NODE, O_RDWR);
}

static int open_signal_to_write(void)
{
	return try_open(SIGNAL, O_WRONLY);
}

static int reopen_inherited(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", inherited);

	return try_open(path, O_RDONLY);
}

/* Watch in earnest: open, sleep, be woken by an event of one's own, fetch it */
static int watch(int fd)
{
	struct snap snap;
	pid_t pid;

	/* Who sees but his own processes may have had none */
	if (snapshot(fd, &snap) && snap.error != ENODATA)
		return -snap.error;
	pid = fork();
	if (!pid)
		_exit(0);
	if (pid < 0 || waitpid(pid, NULL, 0) != pid)
		return -ECHILD;
	if (poll_for(fd, POLLPRI, PATIENCE_MS) != POLLPRI)
		return -ETIME;
	if (snapshot(fd, &snap))
		return -snap.error;

	return snap_seen(&snap) ? -EALREADY : 0;
}

static int watch_node(void)
{
	int fd = open(NODE, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? -errno : watch(fd);
}

static int watch_inherited(void)
{
	return watch(inherited);
}

static int watch_signal(void)
{
	int fd = signal_open("process");
	pid_t pid;

	if (fd < 0 || signal_read(fd) < 0)
		return -errno;
	pid = fork();
	if (!pid)
		_exit(0);
	if (pid < 0 || waitpid(pid, NULL, 0) != pid)
		return -ECHILD;
	if (poll_for(fd, POLLPRI, PATIENCE_MS) != RAISED)
		return -ETIME;

	return signal_read(fd) < 0 ? -errno : 0;
}

static int sockets[2];

static void send_fd(int fd)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec byte = { &(char){ 0 }, 1 };
	struct msghdr message = {
		.msg_iov = &byte, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};

	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	must(sendmsg(sockets[0], &message, 0) == 1);
}

static int watch_passed(void)
{
	char space[CMSG_SPACE(sizeof(int))], byte;
	struct iovec vector = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &vector, .msg_iovlen = 1,
		.msg_control = space, .msg_controllen = sizeof(space),
	};
	int fd;

	close(inherited);
	must(recvmsg(sockets[1], &message, 0) == 1 && CMSG_FIRSTHDR(&message));
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(fd));

	return watch(fd);
}

static void test_users(void)
{
	is(in_child(NULL, watch_node), 0, "root may watch");
	is(in_child(become_member, watch_node), 0,
	   "a member of the group proclook may watch");
	is(in_child(become_member, open_to_write), EACCES,
	   "a member cannot open it for writing");
	is(in_child(become_member, open_both), EACCES, "nor for both");
	is(in_child(become_other, watch_node), 0,
	   "another user may watch, too: his own processes");
	is(in_child(become_other, open_to_write), EACCES, "and not open it for writing either");
	is(in_child(become_other, watch_inherited), 0,
	   "and use a descriptor that somebody else has opened");
}

/* As the rule says how to close it */
static void test_closed(void)
{
	must(!chmod(NODE, 0640));
	is(in_child(become_member, watch_node), 0, "closed to others, a member may watch");
	is(in_child(become_other, open_node), EACCES, "another user may not open it");
	is(in_child(become_false_root, open_node), EACCES,
	   "nor as root of a user namespace");
	is(in_child(become_other, watch_inherited), 0,
	   "but use a descriptor that somebody else has opened");
	is(in_child(become_other, reopen_inherited), EACCES,
	   "and not open it again");
	must(!chmod(NODE, 0644));
}

static void test_rule(void)
{
	struct stat st;

	must(!stat(NODE, &st));
	is(st.st_mode & 07777, 0644, "the rule lets everybody read");
	is(st.st_gid, watchers_group(), "and gives it to the group proclook");
	is(st.st_uid, 0, "its owner is root");
}

static void test_namespaces(void)
{
	is(in_child(enter_pid_namespace, open_node), EPERM,
	   "not even root may open it from another pid namespace");
	is(in_child(enter_pid_namespace, watch_inherited), 0,
	   "an inherited descriptor works there");
	is(in_child(enter_pid_namespace, reopen_inherited), EPERM,
	   "but cannot be opened again");
	must(!socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets));
	send_fd(inherited);
	is(in_child(enter_pid_namespace, watch_passed), 0,
	   "a descriptor that was passed works there");
	is(in_child(NULL, open_node), 0, "outside it can be opened as before");
}

static void test_attribute(void)
{
	is(in_child(become_other, watch_signal), 0,
	   "anybody may wait for the attribute, and read it");
	is(in_child(become_false_root, watch_signal), 0,
	   "also from a user namespace");
	is(in_child(enter_pid_namespace, watch_signal), 0,
	   "also from a pid namespace");
	is(in_child(NULL, open_signal_to_write), EACCES,
	   "nobody may write to it, not even root");
}

int main(void)
{
	suite_begin("permissions", 120);
	load("proclook", NULL);
	inherited = node_open("process");
	must(inherited >= 0);

	test_rule();
	test_users();
	test_closed();
	test_namespaces();
	test_attribute();

	close(inherited);
	unload("proclook");

	return done_testing();
}
