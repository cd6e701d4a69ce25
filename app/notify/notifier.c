// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the rules say becomes a bubble, at most one a second.  Events are taken as they come
 * all the same: what comes meanwhile is in the next bubble together.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "diagnose.h"
#include "notifier.h"
#include "util.h"

#define PAUSE_NS	1000000000LL

/* Events after which rules, bus and signals are looked at, however many there are */
#define BATCH		1024

/* A bubble's window must not make a bubble */
static bool is_own(const struct notifier *notifier, const char *path)
{
	size_t len = strlen(notifier->folder);

	return len && !strncmp(path, notifier->folder, len) &&
	       !strncmp(path + len, "proclook", strlen("proclook")) && !strchr(path + len, '/');
}

static void take_event(struct notifier *notifier, const struct process *process, bool ended)
{
	const struct program *program = process->program;
	const struct rule_event event = {
		.comm = process->comm,
		.path = program->path,
		.args = program->args,
		.args_len = program->args_len,
		.ended = ended,
		.status = process->exit_status,
		.duration_ns = process->end_ns > process->start_ns ?
			       process->end_ns - process->start_ns : 0,
	};

	if (rules_tell(notifier->config.rules, &event) && !is_own(notifier, program->path))
		news_add(&notifier->news, &event, process->pid, process->start_ns);
}

/* Where there is none it waits for one.  Return: GO_ON, or the exit code */
static int is_closed(const struct notifier *notifier, int error)
{
	if (exit_code_for(error) != EXIT_NO_DEVICE)
		return explain(error, DEFAULT_NAME);
	warn_plain(NODE_DIR "/" DEFAULT_NAME ": %s, waiting for it",
		   notifier->opened ? "the device went away" : "not there yet");
	return GO_ON;
}

/* Return: GO_ON, or the exit code */
static int take_change(struct notifier *notifier, const struct change *change)
{
	switch (change->type) {
	case CHANGE_OPENED:
		notifier->opened = true;
		break;
	case CHANGE_CLOSED:
		return is_closed(notifier, change->error);
	case CHANGE_EXECED:
		take_event(notifier, change->process, false);
		break;
	case CHANGE_ENDED:
		take_event(notifier, change->process, true);
		break;
	case CHANGE_LOST:
		notifier->news.missed += change->lost;
		break;
	default:
		break;
	}
	return GO_ON;
}

/* Return: GO_ON, or the exit code */
static int take_changes(struct notifier *notifier)
{
	struct change change;
	int i, ret = 1, code = GO_ON;

	config_refresh(&notifier->config, &notifier->news);
	for (i = 0; i < BATCH && code == GO_ON; i++) {
		ret = follow_next(notifier->follow, &change);
		if (ret <= 0)
			break;
		code = take_change(notifier, &change);
	}
	notifier->more = ret > 0;
	return ret < 0 ? explain(errno, DEFAULT_NAME) : code;
}

static int lost_bus(void)
{
	warn_plain("the user's bus: %s", strerror(errno));
	return EXIT_ERROR;
}

/* Return: GO_ON, or the exit code */
static int tell(struct notifier *notifier)
{
	struct bubble bubble;

	if (bubbles_work(notifier->bubbles))
		return lost_bus();
	if (monotonic_ns() < notifier->pause_end || bubbles_are_busy(notifier->bubbles) ||
	    !news_take(&notifier->news, &bubble))
		return GO_ON;
	notifier->pause_end = monotonic_ns() + PAUSE_NS;
	return bubbles_show(notifier->bubbles, &bubble) ? lost_bus() : GO_ON;
}

/* For the bus, and for the next bubble if there will be one */
static int64_t nap(const struct notifier *notifier)
{
	int64_t bus = bubbles_get_timeout(notifier->bubbles);
	int64_t left = notifier->pause_end - monotonic_ns();

	if (!news_are_there(&notifier->news) || bubbles_are_busy(notifier->bubbles))
		return bus;
	left = left > 0 ? left : 0;
	return left < bus ? left : bus;
}

static int watch_bus(struct notifier *notifier, int operation)
{
	struct epoll_event event = { .events = bubbles_get_events(notifier->bubbles) };

	if (operation == EPOLL_CTL_MOD && event.events == notifier->events)
		return 0;
	notifier->events = event.events;
	return epoll_ctl(notifier->epoll_fd, operation, bubbles_get_fd(notifier->bubbles), &event);
}

static int no_epoll(void)
{
	warn_plain("epoll: %s", strerror(errno));
	return EXIT_ERROR;
}

/* Return: GO_ON, or the exit code */
static int wait_for_news(struct notifier *notifier)
{
	int code;

	if (notifier->more)
		return sleep_goes_on(&notifier->sleep, &code) ? GO_ON : code;
	if (watch_bus(notifier, EPOLL_CTL_MOD))
		return no_epoll();
	notifier->sleep.nap = nap(notifier);
	return sleep_on(&notifier->sleep, notifier->epoll_fd, POLLIN, &code) ? GO_ON : code;
}

static void find_folder(struct notifier *notifier)
{
	ssize_t len = readlink("/proc/self/exe", notifier->folder, sizeof(notifier->folder) - 1);
	char *slash;

	notifier->folder[len > 0 ? len : 0] = '\0';
	slash = strrchr(notifier->folder, '/');
	if (slash)
		slash[1] = '\0';
}

/* Return: GO_ON, or the exit code */
static int open_all(struct notifier *notifier)
{
	struct epoll_event event = { .events = EPOLLIN };

	notifier->bubbles = bubbles_open();
	if (!notifier->bubbles) {
		warn_plain("the user's bus: %s; is this a session?", strerror(errno));
		return EXIT_ERROR;
	}
	notifier->follow = follow_new(true);
	if (!notifier->follow || config_start(&notifier->config)) {
		warn_plain("%s", strerror(errno));
		return EXIT_ERROR;
	}
	notifier->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (notifier->epoll_fd < 0 || watch_bus(notifier, EPOLL_CTL_ADD) ||
	    epoll_ctl(notifier->epoll_fd, EPOLL_CTL_ADD, follow_get_fd(notifier->follow), &event))
		return no_epoll();
	return GO_ON;
}

/* Return: GO_ON, or the exit code */
static int start(struct notifier *notifier)
{
	memset(notifier, 0, sizeof(*notifier));
	notifier->epoll_fd = -1;
	find_folder(notifier);
	sleep_start(&notifier->sleep, NEVER, NEVER);
	notifier->sleep.ignore_reader = true;
	if (sleep_catch_signals(&notifier->sleep)) {
		warn_plain("signalfd: %s", strerror(errno));
		return EXIT_ERROR;
	}
	return open_all(notifier);
}

static void end(struct notifier *notifier)
{
	if (notifier->epoll_fd >= 0)
		close(notifier->epoll_fd);
	follow_free(notifier->follow);
	config_end(&notifier->config);
	bubbles_close(notifier->bubbles);
	/* It was asked to end and has done so: it does not die of the signal */
	notifier->sleep.caught = 0;
	sleep_end(&notifier->sleep);
}

int notifier_run(struct notifier *notifier)
{
	int code = start(notifier);

	while (code == GO_ON) {
		code = take_changes(notifier);
		if (code == GO_ON)
			code = tell(notifier);
		if (code == GO_ON)
			code = wait_for_news(notifier);
	}
	end(notifier);
	return code;
}
