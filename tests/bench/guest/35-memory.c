// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What memory it takes, in kilobytes: the module, the default history, who watches, and what
 * the kernel holds for who watches by BPF
 */
#define _GNU_SOURCE
#include "bench.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../guest/mapped.h"
#include "exec.h"
#include "listener.h"
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
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", pid);

	return number_in(path, "Rss:");
}

/* Of programs and maps that it has open, which other descriptors do not have */
static double held_by_bpf(pid_t pid)
{
	char folder[64], path[320];
	struct dirent *entry;
	double bytes = 0;
	DIR *dir;

	snprintf(folder, sizeof(folder), "/proc/%d/fdinfo", pid);
	dir = opendir(folder);
	must(dir);
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		bytes += number_in(path, "memlock:");
	}
	closedir(dir);

	return bytes / 1024;
}

static void check_program(const struct peer *peer)
{
	char path[64], running[PATH_MAX], meant[PATH_MAX];

	snprintf(path, sizeof(path), "/proc/%d/exe", peer->pid);
	must(realpath(path, running) && realpath(peer->argv[0], meant));
	is_str(running, meant, "%s: it is this program", peer->name);
}

static void measure(struct peer *peer)
{
	double size, held;

	peer_start(peer, 0, some_events);
	size = resident(peer->pid);
	held = held_by_bpf(peer->pid);
	check_program(peer);
	peer_stop(peer);
	figure_print("memory.%s", size, peer->name);
	if (held > 0)
		figure_print("memory.%s_maps", held, peer->name);
}

/* This program once more: the least that listens to the connector and prints what it hears */
#define LISTEN	"listen"

static const char * const connector_argv[] = { "/tests/35-memory", LISTEN, NULL };
static struct peer peer_connector = { .name = "connector", .argv = connector_argv };

__noreturn static void listen_to_connector(void)
{
	way_connector_recv.open();
	for (;;)
		if (way_connector_recv.take())
			puts("a start or an end");
}

int main(int argc, char *argv[])
{
	static struct peer * const peers[] = {
		&peer_connector, &peer_forkstat, &peer_extrace, &peer_execsnoop,
		&peer_exitsnoop, &peer_bpftrace,
	};
	size_t i;

	if (argc == 2 && !strcmp(argv[1], LISTEN))
		listen_to_connector();
	suite_begin("35-memory", 170);
	for (i = 0; i < ARRAY_SIZE(peers); i++)
		measure(peers[i]);
	load("proclook", NULL);
	settle();
	figure_print("memory.module", module_size());
	figure_print("memory.history", history_size());
	is(history_size(), 1024 + sysconf(_SC_PAGESIZE) / 1024,
	   "history: a mebibyte, and a page that says where it begins and ends");
	measure(&peer_watch);
	unload("proclook");

	return done_testing();
}
