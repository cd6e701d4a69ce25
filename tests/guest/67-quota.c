// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How many watchers with a filter a user may have: each costs every event something
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "users.h"

#define QUOTA	32
#define MORE	(2 * QUOTA)

static int fds[MORE];

static int filter(int fd)
{
	const struct proclook_filter filter = { .types = 1ULL << PROCLOOK_EXIT };

	return ioctl(fd, PROCLOOK_IOC_FILTER, &filter) ? errno : 0;
}

/* Opens, and sets a filter where that is asked for; how often until it is refused */
static int take(const char *name, bool filters)
{
	int count = 0;
	int error = 0;

	while (count < MORE && !error) {
		fds[count] = node_open(name);
		error = fds[count] < 0 ? errno : filters ? filter(fds[count]) : 0;
		if (!error)
			count++;
	}
	must(!error || error == EUSERS);

	return count;
}

static void give_back(int count)
{
	while (count--)
		close(fds[count]);
}

static bool is_refused(void)
{
	return node_open("test") < 0 && errno == EUSERS;
}

/*
 * What users do; each answers 0 if all was right.  Who is let in for its own processes has a
 * filter from the start.
 */
static int open_many(void)
{
	bool right = take("test", false) == QUOTA && is_refused();

	close(fds[0]);
	fds[0] = node_open("test");

	return right && fds[0] >= 0 && is_refused() ? 0 : -1;
}

static int filter_own(void)
{
	bool right = take("test", true) == QUOTA;

	give_back(QUOTA);

	return right && take("test", true) == QUOTA ? 0 : -1;
}

static int open_none(void)
{
	return is_refused() ? 0 : -1;
}

static int use_another_event(void)
{
	return take("test", false) == QUOTA && node_open("process") >= 0 ? 0 : -1;
}

static int open_without_filter(void)
{
	return take("test", false) == MORE ? 0 : -1;
}

/* The one that was refused goes on without a filter */
static int filter_many(void)
{
	bool right = take("test", true) == QUOTA;
	int fd = fds[QUOTA];

	right = right && filter(fd) == EUSERS;
	close(fds[0]);
	right = right && !filter(fd) && !filter(fd);

	return right && filter(open_watcher("test")) == EUSERS ? 0 : -1;
}

static int filter_any_number(void)
{
	return take("test", true) == MORE ? 0 : -1;
}

/* Who may write this map is still root; it waits until there is a namespace */
static void map_ids(pid_t pid, int go)
{
	char path[64];
	char byte;

	must(read(go, &byte, 1) == 1);
	snprintf(path, sizeof(path), "/proc/%d/uid_map", pid);
	write_line(path, "0 1001 1\n1 100000 1");
	_exit(0);
}

/* Root of a user namespace of his own, with an id more than himself */
static void become_many(void)
{
	pid_t self = getpid();
	int go[2];
	int status;
	pid_t pid;

	must(!pipe(go));
	pid = fork();
	must(pid >= 0);
	if (!pid)
		map_ids(self, go[0]);
	become_other();
	must(!unshare(CLONE_NEWUSER) && !prctl(PR_SET_DUMPABLE, 1));
	must(write(go[1], "", 1) == 1);
	must(waitpid(pid, &status, 0) == pid && !status && !getuid());
}

static int open_as_another(void)
{
	bool right = take("test", false) == QUOTA;

	must(!setresuid(1, 1, 1));

	return right && is_refused() ? 0 : -1;
}

/* While somebody else has used up his own */
static int held_by(void (*holder)(void), void (*be)(void), int (*act)(void))
{
	int status, held[2], release[2];
	char byte = 0;
	pid_t pid;

	must(!pipe(held) && !pipe(release));
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		holder();
		must(take("test", true) == QUOTA);
		must(write(held[1], &byte, 1) == 1);
		must(read(release[0], &byte, 1) == 1);
		_exit(0);
	}
	must(read(held[0], &byte, 1) == 1);
	status = in_child(be, act);
	must(write(release[1], &byte, 1) == 1);
	must(eventually(child_has_ended, &(int){ 0 }));

	return status;
}

static void test_filtered_signals(void)
{
	int count = take("test", true);

	must(count == MORE);
	must(!command("as test %d 0 test", PROCLOOK_EXIT));
	signal_test(3);
	is(read_rest(fds[0]), 3, "the first of many is given its events");
	is(read_rest(fds[MORE - 1]), 3, "and so is the last");
	give_back(count);
	is(attribute("test", "watchers"), 0, "and all are gone when they are closed");
}

int main(void)
{
	suite_begin("quota", 120);
	load("proclook", NULL);
	load("proclook_test", NULL);

	is(in_child(become_other, open_many), 0,
	   "a user with the own processes only has 32 watchers, and EUSERS after that");
	is(in_child(become_other, open_many), 0, "they are free again when he is gone");
	is(in_child(become_other, filter_own), 0, "a filter of his counts nothing more");
	is(in_child(become_other, use_another_event), 0, "another named event counts anew");
	is(in_child(become_member, open_without_filter), 0,
	   "who sees everything may have more, without a filter");
	is(in_child(become_member, filter_many), 0,
	   "and 32 with a filter: EUSERS, and it goes on without");
	is(in_child(NULL, filter_any_number), 0, "root may have any number");
	is(in_child(become_many, open_as_another), 0,
	   "the ids that he has in a user namespace have no more than he has");
	is(held_by(become_other, become_member, filter_many), 0,
	   "what one user has is not taken from another");
	is(held_by(become_other, become_other, open_none), 0,
	   "what he has in another process counts");
	test_filtered_signals();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
