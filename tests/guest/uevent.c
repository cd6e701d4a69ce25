// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "uevent.h"

#include <linux/netlink.h>
#include <stddef.h>
#include <sys/socket.h>

#define FROM_KERNEL	1
#define ROOM		(64 << 20)
#define DEVPATH		"@/devices/virtual/proclook/process"

int uevents_open(void)
{
	const struct sockaddr_nl address = {
		.nl_family = AF_NETLINK,
		.nl_groups = FROM_KERNEL,
	};
	const int room = ROOM;
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);

	must(fd >= 0);
	must(!setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room)));
	must(!bind(fd, (const struct sockaddr *)&address, sizeof(address)));

	return fd;
}

static bool take_number(const char *property, const char *key, long long *number)
{
	size_t len = strlen(key);
	char *end;

	if (strncmp(property, key, len))
		return false;
	*number = strtoll(property + len, &end, 10);
	must(end != property + len && !*end);

	return true;
}

static bool take_string(const char *property, const char *key, char *string, size_t size)
{
	size_t len = strlen(key);

	if (strncmp(property, key, len))
		return false;
	must((size_t)snprintf(string, size, "%s", property + len) < size);

	return true;
}

static void take(struct uevent *event, const char *property)
{
	if (strncmp(property, "PROCLOOK_", strlen("PROCLOOK_")))
		return;
	if (!take_string(property, "PROCLOOK_TYPE=", event->type, sizeof(event->type)) &&
	    !take_string(property, "PROCLOOK_COMM=", event->comm, sizeof(event->comm)) &&
	    !take_number(property, "PROCLOOK_PID=", &event->pid) &&
	    !take_number(property, "PROCLOOK_UID=", &event->uid) &&
	    !take_number(property, "PROCLOOK_SEQ=", &event->seq) &&
	    !take_number(property, "PROCLOOK_STATUS=", &event->status) &&
	    !take_number(property, "PROCLOOK_DROPPED=", &event->dropped))
		event->others++;
}

/* The next message about the device process; false if none came in so many ms */
static bool receive(int fd, char *text, size_t size, ssize_t *len, int ms)
{
	const char *at;

	while (poll_for(fd, POLLIN, ms) == POLLIN) {
		*len = recv(fd, text, size - 1, 0);
		must(*len > 0);
		text[*len] = '\0';
		at = strchr(text, '@');
		if (at && !strcmp(at, DEVPATH))
			return true;
	}

	return false;
}

static void parse(struct uevent *event, const char *text, ssize_t len)
{
	const char *property;

	*event = (struct uevent){
		.pid = -1, .uid = -1, .seq = -1, .status = -1, .dropped = -1,
	};
	for (property = text; property < text + len; property += strlen(property) + 1)
		take(event, property);
}

bool uevent_next(int fd, struct uevent *event, int ms)
{
	char text[8192];
	ssize_t len;

	while (receive(fd, text, sizeof(text), &len, ms)) {
		parse(event, text, len);
		if (*event->type && !strncmp(text, "change@", strlen("change@")))
			return true;
	}

	return false;
}

bool uevents_end(int fd)
{
	bool removed = false;
	struct uevent event;
	char text[8192];
	ssize_t len;

	while (receive(fd, text, sizeof(text), &len, removed ? ASLEEP_MS : PATIENCE_MS)) {
		parse(&event, text, len);
		if (removed && *event.type)
			return false;
		removed |= !strncmp(text, "remove@", strlen("remove@"));
	}

	return removed;
}
