// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "copies.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common.h"
#include "order.h"

void copies_begin(void)
{
	must(!mkdir(COPIES, 0755));
	must(!mount("exec", COPIES, "tmpfs", 0, "mode=755"));
}

void copies_end(void)
{
	must(!umount2(COPIES, MNT_DETACH));
	must(!rmdir(COPIES));
}

void copy_subject(const char *to, mode_t mode)
{
	int from_fd = open(SUBJECT, O_RDONLY);
	int to_fd = open(to, O_WRONLY | O_CREAT | O_EXCL, 0700);
	char buf[1 << 14];
	ssize_t len;

	must(from_fd >= 0 && to_fd >= 0);
	while ((len = read(from_fd, buf, sizeof(buf))) > 0)
		must(write(to_fd, buf, len) == len);
	must(!fchmod(to_fd, mode));
	close(from_fd);
	close(to_fd);
}
