/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the guest's suites share; each part says in which file it is
 *
 * What a suite needs to get at its subject (a module that loads, a pipe, memory) ends it
 * with bail() when it fails; what it is there to test is reported with ok().
 */
#ifndef TESTS_GUEST_COMMON_H
#define TESTS_GUEST_COMMON_H

#include <linux/proclook.h>
#include <linux/types.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "../lib/tap.h"

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define __noreturn	__attribute__((__noreturn__))
#define __aligned(n)	__attribute__((__aligned__(n)))
#define NS_PER_SEC	1000000000ULL

/*
 * How many times as long all may take on this kernel, see init; what is repeated is
 * repeated so many times less
 */
extern int slow;
/* How long anything that must happen may take under emulation on a busy host */
#define PATIENCE_MS	(15000 * slow)
/* How long a poll() must stay asleep to count as sleeping */
#define ASLEEP_MS	150

/* common.c: at the start of main(); no suite outlives its deadline, which is for slow == 1 */
void suite_begin(const char *name, unsigned int deadline_s);
__printf(1, 2) __noreturn void bail(const char *format, ...);
/* bail() unless what must not fail did not */
#define must(x) do { if (!(x)) bail("%s:%d: %s: %m", __FILE__, __LINE__, #x); } while (0)

__u64 now_ns(void);
/* what a file says behind @key, which begins a line; the sum if it does so several times */
__u64 number_in(const char *path, const char *key);
/* wait until condition() is true; false if it never was */
bool eventually(bool (*condition)(void *arg), void *arg);
/* such a condition */
bool child_has_ended(void *status);

/* What follows @program up to the NULL that ends it, with which @argv ends, too */
#define ARGUMENTS_MAX	8
void collect_arguments(const char *argv[ARGUMENTS_MAX], const char *program, va_list args);
int run(const char *program, ...);

/* module.c: modules, and udev that follows them */
#define NODE_DIR	"/dev/proclook"

void load(const char *module, const char *parameter);
void unload(const char *module);
bool node_is_ready(void *name);
void settle(void);

/* signaller.c: a command for the test module; 0 or the errno it answers with */
__printf(1, 2) int command(const char *format, ...);
/* so many events of "test" */
void signal_test(int count);
/* so many of @name, each with so many bytes of arguments */
void signal_bytes(const char *name, int count, int bytes);

/* device.c: a named event as its watchers see it */
int node_open(const char *name);
int signal_open(const char *name);
/* the same, but it must be there; the attribute is read once */
int open_watcher(const char *name);
int open_armed(const char *name);
/* the value; acknowledges.  -1 and errno when it cannot be read */
__s64 signal_read(int fd);
__u64 attribute(const char *name, const char *attribute);

#define POISON		0xcc
#define BEHIND		64

/**
 * struct snap - one SNAPSHOT
 * @error: 0 or errno
 * @arg: the argument, its out fields poisoned before the call
 * @record: what came
 * @raw: the same, with bytes that nobody may touch behind it
 */
struct snap {
	int error;
	struct proclook_snapshot arg;
	union {
		struct proclook_record record;
		unsigned char raw[PROCLOOK_RECORD_MAX + BEHIND];
	};
};

int snapshot(int fd, struct snap *snap);
bool snap_seen(const struct snap *snap);
bool all_bytes(const unsigned char *bytes, size_t count, unsigned char value);
/* is it 0, what only records of threads, images and losses have? */
bool has_no_extras(const struct proclook_record *record);
const char *record_path(const struct proclook_record *record);
const char *record_args(const struct proclook_record *record);

/* what poll() says of an attribute that was signalled: kernfs adds POLLERR */
#define RAISED		(POLLPRI | POLLERR)

/* what poll() says at once, and after at most so long; 0 is "asleep" */
int poll_now(int fd, int events);
int poll_for(int fd, int events, int ms);

/* sleeper.c: is this task asleep (state S) in that system call? */
bool sleeps_in(int tid, long system_call);

/* a thread that sleeps in poll() on fd */
struct sleeper {
	pthread_t thread;
	int fd;
	int events;
	int tid;
	int result;
	int revents;
};

/* For @events: @fd is an epoll instance */
#define SLEEP_IN_EPOLL	(-1)

void sleeper_start(struct sleeper *sleeper, int fd, int events);
/* true if it had been asleep; it is by now */
bool sleeper_sleeps(struct sleeper *sleeper);
/* revents, or -1 if it has not been woken */
int sleeper_join(struct sleeper *sleeper);

/*
 * census.c: what the kernel itself says about how many processes came and went.  Other
 * kernel threads come and go at any time: events of them are told from the
 * suite's own by counting.
 */
struct census {
	__u64 clones;	/* threads included */
	__u64 alive;	/* processes whose end has not been signalled */
	__u64 leaving;	/* processes of which that is not known */
	__u64 seq;
};

void census_take(struct census *census, int signal_fd);
/*
 * events that others caused between the two, given how many clones were the suite's own
 */
__u64 census_others(const struct census *from, const struct census *to,
		    __u64 own_clones);

/* proc.c: what /proc and /sys say */
bool read_line(const char *path, char *line, size_t size);
void write_line(const char *path, const char *line);
/* call @each with the pid of every process until it returns false */
void visit_processes(bool (*each)(pid_t pid, void *arg), void *arg);
#define TICK_NS		10000000ULL	/* USER_HZ is 100 everywhere */
/* when it was started, as /proc says; 0 is the caller */
__u64 start_ticks(pid_t pid);

#endif /* TESTS_GUEST_COMMON_H */
