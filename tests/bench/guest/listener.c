// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "listener.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void note_age(struct listener_count *shared, const struct way *way)
{
	int64_t age = way->age();

	if (shared->ages < AGES_MAX)
		shared->age[shared->ages++] = age;
}

__noreturn static void listen_for_ever(struct listener_count *shared, const struct way *way)
{
	way->open();
	shared->ready = true;
	for (;;) {
		int taken = way->take();

		shared->events += taken;
		shared->takes += taken > 0;
		if (shared->wants_ages)
			note_age(shared, way);
	}
}

char state_of(pid_t pid)
{
	char path[64], text[512], *state;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	must(read_line(path, text, sizeof(text)));
	state = strrchr(text, ')');
	must(state);

	return state[2];
}

static bool is_asleep(void *arg)
{
	const struct listener *listener = arg;

	return listener->shared->ready && state_of(listener->pid) == 'S';
}

static bool is_stopped(void *arg)
{
	const struct listener *listener = arg;

	return state_of(listener->pid) == 'T';
}

void listener_start(struct listener *listener, const struct way *way, int priority)
{
	listener->shared = mmap(NULL, sizeof(*listener->shared), PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	must(listener->shared != MAP_FAILED);
	listener->pid = fork();
	must(listener->pid >= 0);
	if (!listener->pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		be_scheduled(priority);
		listen_for_ever(listener->shared, way);
	}
	listener_wait(listener);
}

void listener_wait(struct listener *listener)
{
	if (!eventually(is_asleep, listener))
		bail("the listener never went to sleep");
}

void listener_pause(struct listener *listener)
{
	must(!kill(listener->pid, SIGSTOP));
	must(eventually(is_stopped, listener));
}

void listener_resume(struct listener *listener)
{
	must(!kill(listener->pid, SIGCONT));
}

void listener_stop(struct listener *listener)
{
	must(!kill(listener->pid, SIGKILL));
	must(waitpid(listener->pid, NULL, 0) == listener->pid);
	must(!munmap(listener->shared, sizeof(*listener->shared)));
}

uint64_t sleeps_of(pid_t pid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/status", pid);

	return number_in(path, "voluntary_ctxt_switches:");
}

uint64_t listener_sleeps(const struct listener *listener)
{
	return sleeps_of(listener->pid);
}
