// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "peer.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "listener.h"

#define PEER(variable, figure, ...)						\
static const char * const variable ## _argv[] = { __VA_ARGS__, NULL };		\
struct peer variable = { .name = figure, .argv = variable ## _argv }

PEER(peer_forkstat, "forkstat", "/usr/bin/forkstat", "-e", "fork,exit");
PEER(peer_exitsnoop, "exitsnoop", "/usr/sbin/exitsnoop");
PEER(peer_bpftrace, "bpftrace", "/usr/bin/bpftrace", "/tests/bin/processes.bt");
PEER(peer_forkstat_exec, "forkstat", "/usr/bin/forkstat", "-e", "exec");
PEER(peer_extrace, "extrace", "/usr/bin/extrace", "-f");
PEER(peer_execsnoop, "execsnoop", "/usr/sbin/execsnoop");
PEER(peer_bpftrace_exec, "bpftrace", "/usr/bin/bpftrace", "/usr/sbin/execsnoop.bt");
PEER(peer_watch, "watch", "/usr/bin/proclook", "watch");

static void output_path(const struct peer *peer, char path[64])
{
	snprintf(path, 64, "/tmp/%s.out", peer->name);
}

/* Appending, so that what is cut off stays cut off; Ctrl-C is what it is for a person */
__noreturn static void become(const struct peer *peer, int priority)
{
	char path[64];
	int out;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	output_path(peer, path);
	out = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
	must(out >= 0 && dup2(out, STDOUT_FILENO) >= 0 && dup2(out, STDERR_FILENO) >= 0);
	must(signal(SIGINT, SIG_DFL) != SIG_ERR);
	be_scheduled(priority);
	execv(peer->argv[0], (char *const *)peer->argv);
	bail("%s: %m", peer->argv[0]);
}

static off_t printed(const struct peer *peer)
{
	char path[64];
	struct stat output;

	output_path(peer, path);

	return stat(path, &output) ? 0 : output.st_size;
}

/* They print in blocks: a first one has been filled with what was made here */
#define BLOCK	4096

static struct {
	const struct peer	*peer;
	void			(*make)(void);
} begun;

static bool has_begun(void *unused)
{
	(void)unused;
	begun.make();

	return printed(begun.peer) >= BLOCK;
}

/* A compiler is part of some, which takes its time where others want the processor, too */
static bool begins(void)
{
	int i;

	for (i = 0; i < 10; i++)
		if (eventually(has_begun, NULL))
			return true;

	return false;
}

void peer_start(struct peer *peer, int priority, void (*make)(void))
{
	char path[64];

	output_path(peer, path);
	unlink(path);
	peer->pid = fork();
	must(peer->pid >= 0);
	if (!peer->pid)
		become(peer, priority);
	begun.peer = peer;
	begun.make = make;
	if (!begins())
		bail("%s never printed anything", peer->name);
	must(!truncate(path, 0));
}

static bool is_asleep(void *arg)
{
	const struct peer *peer = arg;

	return state_of(peer->pid) == 'S';
}

void peer_wait(const struct peer *peer)
{
	if (!eventually(is_asleep, (void *)peer))
		bail("%s never went to sleep", peer->name);
}

static bool has_ended(void *arg)
{
	const struct peer *peer = arg;

	return waitpid(peer->pid, NULL, WNOHANG) == peer->pid;
}

void peer_stop(struct peer *peer)
{
	must(!kill(peer->pid, SIGINT));
	if (!eventually(has_ended, peer))
		bail("%s did not end", peer->name);
}

int peer_count(const struct peer *peer, bool (*hear)(const char *line))
{
	char path[64], *line = NULL;
	size_t room = 0;
	int count = 0;
	FILE *file;

	output_path(peer, path);
	file = fopen(path, "re");
	must(file);
	while (getline(&line, &room, file) > 0)
		count += hear(line);
	free(line);
	fclose(file);

	return count;
}
