// SPDX-License-Identifier: GPL-2.0-or-later
/* The kernel's own process events: the connector, as short as it can be */
#define _GNU_SOURCE
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "heard.h"

static union {
	struct nlmsghdr header;
	char bytes[4096];
} buf;

static int fd;
static const struct proc_event *event;

static void subscribe(void)
{
	const enum proc_cn_mcast_op op = PROC_CN_MCAST_LISTEN;
	struct cn_msg *message = NLMSG_DATA(&buf.header);

	buf.header = (struct nlmsghdr){
		.nlmsg_len = NLMSG_LENGTH(sizeof(*message) + sizeof(op)),
		.nlmsg_type = NLMSG_DONE,
		.nlmsg_pid = getpid(),
	};
	*message = (struct cn_msg){
		.id = { CN_IDX_PROC, CN_VAL_PROC },
		.len = sizeof(op),
	};
	memcpy(message->data, &op, sizeof(op));
	must(send(fd, &buf, buf.header.nlmsg_len, 0) == buf.header.nlmsg_len);
}

static void open_connector(void)
{
	struct sockaddr_nl address = {
		.nl_family = AF_NETLINK,
		.nl_groups = CN_IDX_PROC,
	};

	fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_CONNECTOR);
	must(fd >= 0 && !bind(fd, (struct sockaddr *)&address, sizeof(address)));
	subscribe();
}

static void find_event(void)
{
	const struct cn_msg *message = NLMSG_DATA(&buf.header);

	event = (const void *)message->data;
}

/* Of a thread it tells as of a process */
static int count_message(void)
{
	find_event();
	switch (event->what) {
	case PROC_EVENT_FORK:
		return event->event_data.fork.child_pid == event->event_data.fork.child_tgid;
	case PROC_EVENT_EXIT:
		return event->event_data.exit.process_pid == event->event_data.exit.process_tgid;
	default:
		return 0;
	}
}

/* Some were lost: it is not told how many */
static int take_nothing(void)
{
	must(errno == ENOBUFS);

	return 0;
}

static int take_recv(void)
{
	return recv(fd, &buf, sizeof(buf), 0) < 0 ? take_nothing() : count_message();
}

static int take_poll(void)
{
	must(poll_for(fd, POLLIN, -1) & POLLIN);

	return take_recv();
}

static int drain(void)
{
	int count = 0;

	while (recv(fd, &buf, sizeof(buf), MSG_DONTWAIT) > 0)
		count += count_message();
	must(errno == EAGAIN);

	return count;
}

static int64_t age(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);

	return now.tv_sec * (int64_t)NS_PER_SEC + now.tv_nsec - (int64_t)event->timestamp_ns;
}

static ssize_t read_file(const char *path, char *text, size_t size)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len;

	if (file < 0)
		return -1;
	len = read(file, text, size);
	close(file);

	return len;
}

/* The process may be gone, or be another program by now */
static int look_at_exec(pid_t pid)
{
	char name[64], path[PATH_MAX], args[8192];
	ssize_t path_len, args_len;

	snprintf(name, sizeof(name), "/proc/%d/exe", pid);
	path_len = readlink(name, path, sizeof(path) - 1);
	snprintf(name, sizeof(name), "/proc/%d/cmdline", pid);
	args_len = read_file(name, args, sizeof(args));
	if (path_len < 0 || args_len <= 0)
		return 0;
	path[path_len] = '\0';

	heard_keep(path, args, args_len);

	return 1;
}

static int take_exec(void)
{
	if (recv(fd, &buf, sizeof(buf), 0) < 0)
		return take_nothing();
	find_event();
	if (event->what != PROC_EVENT_EXEC)
		return 0;

	return look_at_exec(event->event_data.exec.process_pid);
}

const struct way way_connector_exec = {
	"connector_proc", open_connector, take_exec, NULL, NULL, false
};

const struct way way_connector_recv = {
	"connector_recv", open_connector, take_recv, drain, age, false
};

const struct way way_connector_poll = {
	"connector_poll", open_connector, take_poll, NULL, age, false
};
