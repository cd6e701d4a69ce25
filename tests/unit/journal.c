// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A journal, and whoever is to be told that a program is ready, in place of -lsystemd: what
 * they get is shown on stdout.  A field is a line, with \xNN for what is no printable
 * ASCII; an empty line ends an entry.
 */
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>

#include "fake.h"

int __wrap_connect(int fd, const struct sockaddr *address, socklen_t len);

/* Where to says journal.h, and the guest's suite */
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t len)
{
	(void)address;
	(void)len;
	errno = fd < 0 ? EBADF : fake.connect_error;
	return errno ? -1 : 0;
}

static void show(const struct iovec *field)
{
	const unsigned char *byte = field->iov_base;
	size_t left = field->iov_len;

	for (; left; left--, byte++)
		printf(*byte >= ' ' && *byte < 0x7f ? "%c" : "\\x%02x", *byte);
	putchar('\n');
}

int sd_journal_sendv(const struct iovec *fields, int count)
{
	int error = fake.journal_error;
	int i;

	fake.journal_error = 0;
	if (error)
		return -error;
	for (i = 0; i < count; i++) {
		/* What the real one refuses */
		if (fields[i].iov_len <= 1 ||
		    !memchr(fields[i].iov_base, '=', fields[i].iov_len))
			return -EINVAL;
		show(&fields[i]);
	}
	putchar('\n');
	return 0;
}

int sd_notify(int unset_environment, const char *state)
{
	(void)unset_environment;
	printf("%s\n\n", state);
	return 1;
}
