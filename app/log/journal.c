// SPDX-License-Identifier: GPL-2.0-or-later
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include "journal.h"

int journal_open(void)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || !journal_connect(fd))
		return fd;
	close(fd);
	return -1;
}

int journal_connect(int fd)
{
	static const struct sockaddr_un address = {
		.sun_family = AF_UNIX,
		.sun_path = JOURNAL_SOCKET,
	};

	return connect(fd, (const struct sockaddr *)&address, sizeof(address));
}

bool journal_has_room(int fd)
{
	struct pollfd room = { .fd = fd, .events = POLLOUT };

	return poll(&room, 1, 0) > 0;
}

int journal_send(const struct entry *entry)
{
	struct iovec fields[ENTRY_FIELDS];
	int count = entry_get_fields(entry, fields);
	int ret = count < 0 ? -ENOMEM : sd_journal_sendv(fields, count);

	if (ret >= 0)
		return 0;
	errno = -ret;
	return -1;
}
