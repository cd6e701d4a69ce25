// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Wait for a start or an end.  The watcher is open before the processes are listed:
 * what happens behind the list is an event, so that nothing falls in between.  Where
 * events were lost the list is asked again.
 *
 * Who sees the own processes only loses sight of one that changes its user.  For the end
 * of such a process no event comes: from time to time it is looked whether it lives.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "await.h"
#include "device.h"
#include "diagnose.h"
#include "filter.h"
#include "util.h"

#define LOOK_AGAIN_NS	1000000000LL

static int no_memory(void)
{
	warn_plain("no memory");
	return EXIT_ERROR;
}

static int show(struct await *await)
{
	if (await->quiet || !output_event(&await->output, await->event))
		return GO_ON;
	return no_memory();
}

static bool is_wanted(const struct await *await)
{
	const struct proclook_record *record = proclook_event_get_record(await->event);

	/* It would wait for its own end */
	if (record->pid == getpid())
		return false;
	if (await->pid)
		return record->pid == await->pid;
	return filter_name_matches(await->exec ? await->exec : await->exit, await->event);
}

static int status_code(const struct await *await)
{
	if (!await->own_status)
		return EXIT_DONE;
	if (!await->status_known) {
		warn_plain("it has ended already: its status is not known");
		return EXIT_ERROR;
	}
	return WIFSIGNALED(await->status) ? 128 + WTERMSIG(await->status) :
					    WEXITSTATUS(await->status);
}

/* A process that was never listed has ended, unless it is another user's and hidden */
static int none_left(const struct await *await, bool first)
{
	if (first && await->restricted && await->pid && kill(await->pid, 0) &&
	    errno == EPERM) {
		warn_plain("process %d: you may see your own processes only", await->pid);
		return EXIT_FORBIDDEN;
	}
	return status_code(await);
}

/*
 * One that was listed.  For --exec it is what was waited for; for --exit it is added to
 * those that have not ended, at first by its name, then if it was one of them.
 */
static int take_listed(struct await *await, struct table *left, bool first)
{
	const struct proclook_record *record = proclook_event_get_record(await->event);
	int code;

	if (await->exec && is_wanted(await)) {
		code = show(await);
		return code == GO_ON ? EXIT_DONE : code;
	}
	if (await->exec ||
	    !(first ? is_wanted(await) :
		      !!table_find(&await->targets, record->pid, record->start_ns)))
		return GO_ON;
	return table_put(left, record->pid, record->start_ns, 0) ? no_memory() : GO_ON;
}

static int take_list(struct await *await, struct table *left, bool first)
{
	struct proclook_processes *list = proclook_processes_new(await->watch);
	int code = GO_ON;

	if (!list)
		return no_memory();
	while (code == GO_ON) {
		int found = proclook_processes_next(list, await->event);

		if (!found)
			break;
		if (found > 0)
			code = take_listed(await, left, first);
		else if (errno != EINTR)
			code = device_explain(errno, DEFAULT_NAME);
	}
	proclook_processes_free(list);
	return code;
}

/* In doubt it does.  One that has ended, and nobody has waited for, does not. */
static bool lives(int32_t pid)
{
	struct pollfd ended = { .fd = (int)syscall(SYS_pidfd_open, pid, 0), .events = POLLIN };
	int ready;

	if (ended.fd < 0)
		return errno != ESRCH;
	ready = poll(&ended, 1, 0);
	close(ended.fd);
	return ready <= 0;
}

static int look(struct await *await, bool first)
{
	struct table left = { 0 };
	int code;

	await->missed = device_missed(await->watch);
	code = take_list(await, &left, first);
	if (await->restricted && table_put_rest(&left, &await->targets, lives))
		code = no_memory();
	/* Whose end was missed has no status that is known */
	if (left.count < await->targets.count)
		await->status_known = false;
	table_end(&await->targets);
	await->targets = left;
	if (code == GO_ON && !await->exec && !left.count)
		return none_left(await, first);
	return code;
}

static int take_exec(struct await *await)
{
	int code;

	if (proclook_event_get_record(await->event)->type != PROCLOOK_EXEC ||
	    !is_wanted(await))
		return GO_ON;
	code = show(await);
	return code == GO_ON ? EXIT_DONE : code;
}

static int take_exit(struct await *await)
{
	const struct proclook_record *record = proclook_event_get_record(await->event);
	int code;

	if (record->type != PROCLOOK_EXIT ||
	    !table_find(&await->targets, record->pid, record->start_ns))
		return GO_ON;
	await->status = record->exit_status;
	await->status_known = true;
	table_remove(&await->targets, record->pid, record->start_ns);
	code = show(await);
	return code == GO_ON && !await->targets.count ? status_code(await) : code;
}

/* Something was lost, or may be hidden */
static int look_again(struct await *await)
{
	if (!await->restricted && device_missed(await->watch) == await->missed)
		return GO_ON;
	return look(await, false);
}

/* All that is new; then, or meanwhile if there is no end of it, what there is */
static int take_events(struct await *await)
{
	int64_t next_look = monotonic_ns() + LOOK_AGAIN_NS;
	int new, code = GO_ON;

	while ((new = device_next(await->watch, await->event)) > 0) {
		code = await->exec ? take_exec(await) : take_exit(await);
		if (code == GO_ON && monotonic_ns() >= next_look) {
			code = look_again(await);
			next_look = monotonic_ns() + LOOK_AGAIN_NS;
		}
		if (code != GO_ON || sleep_is_over(&await->sleep, &code))
			return code;
	}
	if (new < 0)
		return device_explain(errno, DEFAULT_NAME);
	return look_again(await);
}

/* Only an end that is not seen is looked for */
static void find_scope(struct await *await)
{
	await->restricted = await->exit && !device_shows_all(DEFAULT_NAME);
	if (await->restricted)
		await->sleep.nap = LOOK_AGAIN_NS;
}

static int wait_for_it(struct await *await)
{
	const struct filter filter = {
		.types = 1ULL << (await->exec ? PROCLOOK_EXEC : PROCLOOK_EXIT),
	};
	int code;

	await->watch = proclook_watch_open(DEFAULT_NAME, PROCLOOK_WAIT_DEVICE);
	if (!await->watch)
		return explain(errno, DEFAULT_NAME);
	find_scope(await);
	code = device_set_filter(await->watch, DEFAULT_NAME, &filter);
	if (code == GO_ON)
		code = look(await, true);
	while (code == GO_ON) {
		if (!sleep_on(&await->sleep, proclook_watch_get_fd(await->watch),
			      proclook_watch_get_events(await->watch), &code))
			break;
		code = take_events(await);
	}
	proclook_watch_close(await->watch);
	return code;
}

int await_run(struct await *await)
{
	int code = EXIT_ERROR;

	sleep_start(&await->sleep, NEVER, await->timeout);
	await->sleep.ignore_reader = true;
	output_start(&await->output);
	await->event = proclook_event_new();
	if (await->event)
		code = wait_for_it(await);
	else
		warn_plain("no memory");
	table_end(&await->targets);
	proclook_event_free(await->event);
	output_end(&await->output);
	return code;
}
