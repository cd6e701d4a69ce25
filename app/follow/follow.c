// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A watcher is opened first, then the processes are listed, then come the events since it
 * was opened.  Those from before the list change nothing when they are applied to it: a fork
 * of a known process is none, and who was left out of the list because his exit was published
 * is known by that exit.  So nothing has to be skipped, neither at the beginning nor when events
 * were lost: the list is asked again then, once all that the history still has is applied.
 * Whoever is missing in it and has no exit in what came until there has ended unseen.
 *
 * Who sees only the events of one user does not see the end of a process that becomes
 * another user's, such as sudo: of those that may do so the kernel is asked for a pidfd.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "device.h"
#include "diagnose.h"
#include "internal.h"
#include "proc.h"
#include "util.h"

int follow_add_fd(struct follow *follow, int fd, uint32_t events, void *what)
{
	struct epoll_event event = { .events = events, .data.ptr = what };

	return epoll_ctl(follow->epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

/* All that is known is of this life of the device */
static void forget(struct follow *follow)
{
	proclook_processes_free(follow->list);
	proclook_watch_close(follow->watch);
	processes_end(&follow->processes);
	follow->list = NULL;
	follow->watch = NULL;
	follow->in_hand = false;
	follow->lost = false;
	follow->list_due = false;
	follow->sweep_due = false;
	follow->sweeping = false;
	follow->swept = NULL;
}

void follow_free(struct follow *follow)
{
	int saved = errno;

	if (!follow)
		return;
	forget(follow);
	entry_free(follow->leaving);
	program_put(follow->unknown);
	proclook_event_free(follow->event);
	proclook_monitor_free(follow->monitor);
	if (follow->epoll_fd >= 0)
		close(follow->epoll_fd);
	free(follow);
	errno = saved;
}

struct follow *follow_new(bool own)
{
	struct follow *follow = calloc(1, sizeof(*follow));

	if (!follow)
		return NULL;
	follow->own = own;
	follow->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	follow->event = proclook_event_new();
	follow->unknown = program_new("", "", 0);
	follow->monitor = proclook_monitor_new(DEFAULT_NAME);
	if (follow->epoll_fd >= 0 && follow->event && follow->unknown && follow->monitor &&
	    !follow_add_fd(follow, proclook_monitor_get_fd(follow->monitor), EPOLLIN,
			   follow->monitor))
		return follow;
	follow_free(follow);
	return NULL;
}

int follow_get_fd(const struct follow *follow)
{
	return follow->epoll_fd;
}

int follow_tell(struct change *change, enum change_type type, struct entry *entry,
		uint64_t time_ns)
{
	*change = (struct change){
		.type = type,
		.process = entry ? &entry->process : NULL,
		.time_ns = time_ns,
	};
	return 1;
}

int follow_leave(struct follow *follow, struct entry *entry, struct change *change,
		 enum change_type type, uint64_t time_ns)
{
	processes_remove(&follow->processes, entry);
	follow->leaving = entry;
	return follow_tell(change, type, entry, time_ns);
}

int follow_replace_older(struct follow *follow, struct change *change)
{
	const struct proclook_record *record = proclook_event_get_record(follow->event);
	struct entry *entry = processes_find(&follow->processes, record->pid);

	follow->in_hand = entry && entry->process.start_ns != record->start_ns;
	return follow->in_hand ? follow_leave(follow, entry, change, CHANGE_VANISHED, 0) : 0;
}

struct entry *follow_add(struct follow *follow, const struct proclook_record *record)
{
	struct entry *entry = processes_add(&follow->processes, record, follow->unknown);

	if (entry)
		entry->listing = follow->listing;
	return entry;
}

int follow_set_program(struct entry *entry, struct program *program)
{
	if (!program)
		return -1;
	process_set_program(&entry->process, program);
	program_put(program);
	return 0;
}

void follow_expect_another_user(struct follow *follow, struct entry *entry)
{
	struct stat st;

	if (follow->shows_all || entry->pidfd >= 0 ||
	    stat(entry->process.program->path, &st) || !(st.st_mode & S_ISUID))
		return;
	entry->pidfd = proc_open_pidfd(entry->process.pid, entry->process.start_ns);
	if (entry->pidfd >= 0)
		follow_add_fd(follow, entry->pidfd, EPOLLIN, entry);
}

/* Whatever it is called, there is none */
static int normal_error(int error)
{
	return exit_code_for(error) == EXIT_NO_DEVICE ? ENODEV : error;
}

/* An error that was told is not news */
static int tell_closed(struct follow *follow, struct change *change, int error)
{
	forget(follow);
	if (normal_error(error) == follow->told)
		return 0;
	follow->told = normal_error(error);
	follow_tell(change, CHANGE_CLOSED, NULL, 0);
	change->error = error;
	return 1;
}

int follow_fail(struct follow *follow, struct change *change)
{
	return errno == ENODEV ? tell_closed(follow, change, errno) : -1;
}

/* One's own, also where one may see those of others.  Return: 0, or -1 with errno */
static int set_filter(struct follow *follow)
{
	const struct proclook_filter filter = {
		.types = 1ULL << PROCLOOK_FORK | 1ULL << PROCLOOK_EXEC | 1ULL << PROCLOOK_EXIT,
		.flags = PROCLOOK_FILTER_UID,
		.uid = getuid(),
	};

	return follow->own ? proclook_watch_set_filter(follow->watch, &filter) : 0;
}

/* Return: 0, or -1 with errno */
static int open_watch(struct follow *follow)
{
	follow->watch = proclook_watch_open(DEFAULT_NAME, PROCLOOK_WAIT_DEVICE);
	if (!follow->watch || set_filter(follow))
		return -1;
	return follow_add_fd(follow, proclook_watch_get_fd(follow->watch),
			     (uint32_t)proclook_watch_get_events(follow->watch),
			     follow->watch);
}

static int open_device(struct follow *follow, struct change *change)
{
	int finished = proclook_monitor_check(follow->monitor);

	if (open_watch(follow)) {
		/* A node that udev has not seen yet still belongs to root alone */
		int error = errno == EACCES && !finished ? ENODEV : errno;

		return tell_closed(follow, change, error);
	}
	if (follow_start_list(follow))
		return -1;
	follow->told = 0;
	follow->shows_all = !follow->own && device_shows_all(DEFAULT_NAME);
	follow_tell(change, CHANGE_OPENED, NULL, 0);
	change->shows_all = follow->shows_all;
	return 1;
}

void follow_retry(struct follow *follow)
{
	if (!follow->watch)
		follow->told = 0;
}

/* Those whose ends no event tells.  Return: 1 with @change, or 0 */
static int take_ready(struct follow *follow, struct change *change)
{
	struct epoll_event ready[8];
	int i, count = epoll_wait(follow->epoll_fd, ready, ARRAY_SIZE(ready), 0);

	for (i = 0; i < count; i++) {
		/* What udev says is of no interest now, but must not wake */
		if (ready[i].data.ptr == follow->monitor)
			proclook_monitor_check(follow->monitor);
		else if (ready[i].data.ptr != follow->watch)
			return follow_leave(follow, ready[i].data.ptr, change,
					    CHANGE_VANISHED, 0);
	}
	return 0;
}

static int next_change(struct follow *follow, struct change *change)
{
	int ret = 0;

	if (!follow->watch)
		return open_device(follow, change);
	if (follow->list)
		return follow_next_listed(follow, change);
	if (!follow->sweeping)
		ret = follow_next_event(follow, change);
	if (!ret && follow->watch && follow->sweep_due)
		ret = follow_sweep(follow, change);
	if (ret || !follow->watch)
		return ret;
	if (follow->list_due)
		return follow_start_list(follow) ? -1 : follow_next_listed(follow, change);
	return take_ready(follow, change);
}

int follow_next(struct follow *follow, struct change *change)
{
	entry_free(follow->leaving);
	follow->leaving = NULL;
	return next_change(follow, change);
}

struct process *follow_find(struct follow *follow, int32_t pid, uint64_t start_ns)
{
	struct entry *entry = processes_find_same(&follow->processes, pid, start_ns);

	return entry ? &entry->process : NULL;
}

/* A process is the beginning of its entry */
struct process *follow_each(struct follow *follow, const struct process *previous)
{
	struct entry *entry = processes_each(&follow->processes, (const struct entry *)previous);

	return entry ? &entry->process : NULL;
}
