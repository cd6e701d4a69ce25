// SPDX-License-Identifier: GPL-2.0-or-later
#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "module/proclook_pitfalls.h"
#include "tally.h"
#include "util.h"

#define NODE	"/dev/proclook_pitfalls"
#define PARAMETERS	"/sys/module/proclook_pitfalls/parameters/"

static int node = -1;

void fatal(int error, const char *what)
{
	int code = EXIT_ERROR;

	warn_plain("%s: %s", what, strerror(error));
	if (error == EACCES || error == EPERM)
		code = EXIT_FORBIDDEN;
	if (error == ENOENT || error == ENODEV || error == ENXIO) {
		warn_plain("are the modules loaded? modprobe proclook_pitfalls");
		code = EXIT_NO_DEVICE;
	}
	/* Actors may be about */
	fflush(stdout);
	_exit(code);
}

void driver_open(const char *name, bool broken)
{
	struct pitfalls_start start = { .broken = broken };

	node = open(NODE, O_RDWR | O_CLOEXEC);
	if (node < 0)
		fatal(errno, NODE);
	snprintf(start.name, sizeof(start.name), "%s", name);
	if (ioctl(node, PITFALLS_IOC_START, &start))
		fatal(errno, name);
}

void driver_close(void)
{
	close(node);
	node = -1;
}

void driver_send(unsigned int number)
{
	if (ioctl(node, PITFALLS_IOC_SEND, &number))
		fatal(errno, NODE);
}

int driver_wait(void)
{
	return ioctl(node, PITFALLS_IOC_WAIT) ? errno : 0;
}

int driver_fetch(unsigned int *number)
{
	return ioctl(node, PITFALLS_IOC_FETCH, number) ? errno : 0;
}

/* A slot gives the same one for ever */
void driver_count_left(void)
{
	unsigned int number, last = 0;

	while (!driver_fetch(&number) && number != last) {
		if (!tally_has_arrived(number))
			tally_left();
		last = number;
	}
}

void driver_hold(const char *point)
{
	int fd = open(PARAMETERS "hold", O_WRONLY | O_CLOEXEC);
	char line[32];
	int len = snprintf(line, sizeof(line), "%s\n", point);

	if (fd < 0 || write(fd, line, (size_t)len) != len)
		fatal(errno, PARAMETERS "hold");
	close(fd);
}

bool driver_holds(void)
{
	char line[32];

	if (read_line(PARAMETERS "held", line, sizeof(line)))
		fatal(errno, PARAMETERS "held");
	return strcmp(line, "0");
}

struct proclook_watch *watch_open(const char *name)
{
	struct proclook_watch *watch = proclook_watch_open(name, PROCLOOK_WAIT_DEVICE);

	if (!watch)
		fatal(errno, name);
	return watch;
}

struct proclook_event *event_new(void)
{
	struct proclook_event *event = proclook_event_new();

	if (!event)
		fatal(errno, "an event");
	return event;
}

bool watch_wait(struct proclook_watch *watch)
{
	if (proclook_watch_wait(watch, -1) >= 0)
		return true;
	if (errno != EINTR)
		fatal(errno, "waiting");
	return false;
}

int watch_next(struct proclook_watch *watch, struct proclook_event *event)
{
	int new;

	do {
		new = proclook_watch_next(watch, event);
	} while (new < 0 && errno == EINTR);
	if (new < 0)
		fatal(errno, "reading");
	return new;
}
