// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How many processes came and went, counted by the kernel itself
 */
#define _GNU_SOURCE
#include "common.h"

#include <string.h>

static __u64 clones(void)
{
	FILE *stat = fopen("/proc/stat", "re");
	char line[4096];
	__u64 count = 0;

	must(stat);
	while (fgets(line, sizeof(line), stat))
		if (sscanf(line, "processes %llu", &count) == 1)
			break;
	fclose(stat);
	must(count);

	return count;
}

struct census_request {
	struct census *census;
	int signal_fd;
};

/*
 * The end is signalled after a process is marked as leaving (PF_EXITING in the flags,
 * field 9 of its stat) and before it is a zombie.
 */
static bool count_process(pid_t pid, void *arg)
{
	struct census *census = arg;
	char path[64], line[512];
	unsigned int flags;
	char state;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	if (!read_line(path, line, sizeof(line)) || !strrchr(line, ')'))
		return true;
	must(sscanf(strrchr(line, ')') + 1, " %c %*d %*d %*d %*d %*d %u", &state, &flags) == 2);
	if (state == 'Z' || state == 'X')
		return true;
	if (flags & 4)
		census->leaving++;
	else
		census->alive++;

	return true;
}

static void census_try(struct census *census, int signal_fd)
{
	memset(census, 0, sizeof(*census));
	census->clones = clones();
	visit_processes(count_process, census);
	census->seq = signal_read(signal_fd);
}

/* Twice the same, and nobody half gone: nothing came or went while it was counted */
static bool census_is_stable(void *arg)
{
	struct census_request *request = arg;
	struct census again;

	census_try(request->census, request->signal_fd);
	census_try(&again, request->signal_fd);

	return !again.leaving && !memcmp(&again, request->census, sizeof(again));
}

void census_take(struct census *census, int signal_fd)
{
	struct census_request request = { census, signal_fd };

	if (!eventually(census_is_stable, &request))
		bail("the guest never came to rest");
}

__u64 census_others(const struct census *from, const struct census *to,
		    __u64 own_clones)
{
	__u64 forks = to->clones - from->clones - own_clones;
	__u64 exits = forks + from->alive - to->alive;

	return forks + exits;
}
