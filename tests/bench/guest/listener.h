/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Listeners, as short as they can be: each takes events by one of the ways there are, and
 * does nothing with them but count
 */
#ifndef BENCH_LISTENER_H
#define BENCH_LISTENER_H

#include "bench.h"

/**
 * struct way - how events are taken
 * @name: as in the figures
 * @open: become a listener
 * @take: wait for something new and take it; how many starts and ends of processes
 * @drain: take what there is without waiting; likewise
 * @age: how long ago, in ns, the event happened that @take took last
 * @maps: the listener has one mapping more
 */
struct way {
	const char	*name;
	void		(*open)(void);
	int		(*take)(void);
	int		(*drain)(void);
	int64_t		(*age)(void);
	bool		maps;
};

extern const struct way way_read, way_read_batch, way_node, way_attribute, way_map;
extern const struct way way_connector_recv, way_connector_poll;
/* These keep the execs of loop_exec_numbers(), see heard.h */
extern const struct way way_read_exec, way_connector_exec;

/**
 * struct listener - a process that listens
 * @pid: its id
 * @shared: what it has counted
 */
struct listener {
	pid_t			pid;
	struct listener_count	*shared;
};

#define AGES_MAX	4096

/*
 * Written by the listener, whenever one of its system calls has returned: how many events
 * these told of, how many system calls did
 */
struct listener_count {
	bool		ready;
	uint64_t	events;
	uint64_t	takes;
	size_t		ages;
	bool		wants_ages;
	int64_t		age[AGES_MAX];
};

/* returns when it listens and sleeps */
void listener_start(struct listener *listener, const struct way *way, int priority);
void listener_stop(struct listener *listener);
/* returns when it sleeps: if nothing happens any more, it has taken all there was */
void listener_wait(struct listener *listener);
/* it does not run at all in between */
void listener_pause(struct listener *listener);
void listener_resume(struct listener *listener);
/* how often it, or any process, has gone to sleep by itself */
uint64_t listener_sleeps(const struct listener *listener);
uint64_t sleeps_of(pid_t pid);
/* as /proc/PID/stat says it */
char state_of(pid_t pid);

#endif /* BENCH_LISTENER_H */
