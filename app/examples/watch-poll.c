// SPDX-License-Identifier: GPL-2.0-or-later
/* The protocol without the library: the node tells, the attribute wakes. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/proclook.h>

int main(void)
{
	static char buf[PROCLOOK_RECORD_MAX] __attribute__((aligned(8)));
	const struct proclook_record *record = (const void *)buf;
	struct proclook_snapshot snapshot = { .buf = (uintptr_t)buf, .buf_size = sizeof(buf) };
	int node = open("/dev/proclook/process", O_RDONLY | O_CLOEXEC);
	int attribute = open("/sys/class/proclook/process/signal", O_RDONLY | O_CLOEXEC);
	struct pollfd signal = { .fd = attribute, .events = POLLPRI };
	char number[32];

	if (node < 0 || attribute < 0) {
		perror("proclook");
		return 1;
	}
	/* A fresh attribute is ready once: the first turn is where it is armed */
	while (poll(&signal, 1, -1) > 0) {
		/* First acknowledge, then fetch: a record in between signals again */
		if (pread(attribute, number, sizeof(number), 0) < 0)
			break;
		if (ioctl(node, PROCLOOK_IOC_SNAPSHOT, &snapshot)) {
			if (errno == ENODATA)
				continue;
			break;
		}
		if (snapshot.state & PROCLOOK_SNAPSHOT_SEEN)
			continue;
		printf("seq %llu: type %u, pid %d, %llu missed before it\n",
		       record->seq, record->type, record->pid, snapshot.missed);
		fflush(stdout);
	}
	perror("proclook");
	return 1;
}
