// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "crowd.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "listener.h"

static size_t bytes(const struct crowd *crowd)
{
	return crowd->count * sizeof(*crowd->members);
}

/* Until the gate is closed, which is when all are there */
__noreturn static void wait_and_live(int gate[2], struct member *member,
				     void (*live)(struct member *member))
{
	char nothing;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(gate[1]);
	must(!read(gate[0], &nothing, 1));
	close(gate[0]);
	live(member);
	_exit(1);
}

static bool is_asleep(void *arg)
{
	const struct member *member = arg;

	return __atomic_load_n(&member->ready, __ATOMIC_ACQUIRE) && state_of(member->pid) == 'S';
}

void crowd_start(struct crowd *crowd, int count, void (*live)(struct member *member))
{
	int gate[2], i;

	crowd->count = count;
	crowd->members = mmap(NULL, bytes(crowd), PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	must(crowd->members != MAP_FAILED && !pipe(gate));
	for (i = 0; i < count; i++) {
		pid_t pid = fork();

		must(pid >= 0);
		if (!pid)
			wait_and_live(gate, &crowd->members[i], live);
		crowd->members[i].pid = pid;
	}
	close(gate[0]);
	close(gate[1]);
	for (i = 0; i < count; i++)
		if (!eventually(is_asleep, &crowd->members[i]))
			bail("member %d never went to sleep", i);
}

/* None dies before all are killed, or each would be woken by the ends of those before it */
void crowd_stop(struct crowd *crowd)
{
	int i;

	be_scheduled(PRIORITY_HIGH);
	for (i = 0; i < crowd->count; i++)
		must(!kill(crowd->members[i].pid, SIGKILL));
	be_scheduled(0);
	for (i = 0; i < crowd->count; i++)
		must(waitpid(crowd->members[i].pid, NULL, 0) == crowd->members[i].pid);
	must(!munmap(crowd->members, bytes(crowd)));
}

uint64_t crowd_sleeps(const struct crowd *crowd)
{
	uint64_t sleeps = 0;
	int i;

	for (i = 0; i < crowd->count; i++)
		sleeps += sleeps_of(crowd->members[i].pid);

	return sleeps;
}

uint64_t crowd_taken(const struct crowd *crowd)
{
	uint64_t taken = 0;
	int i;

	for (i = 0; i < crowd->count; i++)
		taken += crowd->members[i].taken;

	return taken;
}
