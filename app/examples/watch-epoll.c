// SPDX-License-Identifier: GPL-2.0-or-later
/* libproclook in an epoll loop: ask it for the descriptor and what to wait for. */
#include <stdio.h>
#include <sys/epoll.h>

#include <proclook.h>

int main(void)
{
	struct proclook_watch *watch = proclook_watch_open("process", PROCLOOK_WAIT_ATTRIBUTE);
	struct proclook_event *event = proclook_event_new();
	struct epoll_event ready;
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	int new = 0;

	if (!watch || !event || epoll < 0) {
		perror("proclook");
		return 1;
	}
	/* poll's and epoll's flags have the same values: here it is EPOLLPRI */
	ready.events = proclook_watch_get_events(watch);
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, proclook_watch_get_fd(watch), &ready))
		return 1;
	while (new >= 0 && epoll_wait(epoll, &ready, 1, -1) > 0) {
		char line[16384];

		new = proclook_watch_read(watch, event);
		if (new <= 0)
			continue;
		proclook_event_format(event, NULL, line, sizeof(line));
		puts(line);
		fflush(stdout);
	}
	perror("proclook");
	proclook_event_free(event);
	proclook_watch_close(watch);
	return 1;
}
