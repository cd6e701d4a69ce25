// SPDX-License-Identifier: GPL-2.0-or-later
/* What a crowd may do */
#define _GNU_SOURCE
#include <sys/ioctl.h>
#include <unistd.h>

#include "../../guest/batch.h"
#include "crowd.h"

__noreturn static void read_for_ever(int node, struct member *member)
{
	static struct batch batch;

	__atomic_store_n(&member->ready, true, __ATOMIC_RELEASE);
	for (;;) {
		must(read(node, batch.raw, BATCH_SIZE) > 0);
		member->taken++;
	}
}

void live_reading(struct member *member)
{
	read_for_ever(open_watcher("process"), member);
}

struct proclook_filter crowd_filter = {
	.types = PROCLOOK_FILTER_ALL_TYPES, .flags = PROCLOOK_FILTER_COMM,
	.comm = "nobody's-name",
};

void live_filtering(struct member *member)
{
	int node = open_watcher("process");

	must(!ioctl(node, PROCLOOK_IOC_FILTER, &crowd_filter));
	read_for_ever(node, member);
}
