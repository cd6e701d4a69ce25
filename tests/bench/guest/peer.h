/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Programs that tell of processes, other people's as Debian has them, run as a person would
 * run them: what they print goes to a file
 */
#ifndef BENCH_PEER_H
#define BENCH_PEER_H

#include <stdbool.h>
#include <sys/types.h>

/**
 * struct peer - one of them
 * @name: as in the figures
 * @argv: program and arguments
 * @pid: of the process, while it runs
 */
struct peer {
	const char		*name;
	const char *const	*argv;
	pid_t			pid;
};

/* Starts and ends of processes; execs; and our own program */
extern struct peer peer_forkstat, peer_exitsnoop, peer_bpftrace;
extern struct peer peer_forkstat_exec, peer_extrace, peer_execsnoop, peer_bpftrace_exec;
extern struct peer peer_watch;

/*
 * Returns when it has begun to print what @make makes.  Above all others if @priority is
 * PRIORITY_HIGH: it takes each event alone.
 */
void peer_start(struct peer *peer, int priority, void (*make)(void));
/* Returns when it sleeps: if nothing happens any more, it has taken all there was */
void peer_wait(const struct peer *peer);
/* As Ctrl-C does; what it still has, it prints */
void peer_stop(struct peer *peer);

/* Of what it printed after it was started: how many lines @hear knows */
int peer_count(const struct peer *peer, bool (*hear)(const char *line));

#endif /* BENCH_PEER_H */
