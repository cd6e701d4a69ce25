// SPDX-License-Identifier: GPL-2.0-or-later
/* What memory it takes, in kilobytes: the module, the default history, who watches */
#define _GNU_SOURCE
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../guest/mapped.h"
#include "exec.h"
#include "peer.h"

/* With the module, but without what it allocates */
static double module_size(void)
{
	char text[64];

	must(read_line("/sys/module/proclook/coresize", text, sizeof(text)));

	return strtod(text, NULL) / 1024;
}

static double history_size(void)
{
	int node = open_watcher("process");
	struct mapped mapped;
	size_t size;

	mapped_open(&mapped, node);
	size = mapped.size;
	mapped_close(&mapped);
	must(!close(node));

	return size / 1024.;
}

static void some_events(void)
{
	loop_vfork(20);
	loop_exec_numbers(0, 20);
}

/* status would be cheaper, and some hundred kilobytes wrong */
static double resident(pid_t pid)
{
	static const char key[] = "Rss:";
	char path[64], line[256];
	double size = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", pid);
	file = fopen(path, "re");
	must(file);
	while (fgets(line, sizeof(line), file))
		if (!strncmp(line, key, strlen(key)))
			size = strtod(line + strlen(key), NULL);
	fclose(file);

	return size;
}

static void measure(struct peer *peer)
{
	double size;

	peer_start(peer, 0, some_events);
	size = resident(peer->pid);
	peer_stop(peer);
	figure_print("memory.%s", size, peer->name);
	ok(size > 0, "%s: it has some memory", peer->name);
}

int main(void)
{
	static struct peer * const peers[] = {
		&peer_forkstat, &peer_extrace, &peer_execsnoop, &peer_exitsnoop, &peer_bpftrace,
	};
	size_t i;

	suite_begin("35-memory", 170);
	for (i = 0; i < ARRAY_SIZE(peers); i++)
		measure(peers[i]);
	load("proclook", NULL);
	settle();
	figure_print("memory.module", module_size());
	figure_print("memory.history", history_size());
	measure(&peer_watch);
	unload("proclook");

	return done_testing();
}
