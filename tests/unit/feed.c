// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a program on follow.h is told in a test, in place of app/follow: each line of the file or
 * FIFO $FOLLOW_FEED is a change.  Values of KEY=VALUE have no spaces, but \xNN escapes;
 * arguments are separated by \x00.
 *
 *	opened all|own			closed ERRNO		ready		lost N
 *	found|forked|execed|ended|vanished pid=N [start=NS ppid=N parent_start=NS uid=N
 *		flags=N status=N time=NS comm=TEXT path=TEXT args=TEXT]
 *	at NS		what follows not before that time since the feed was opened
 *	torrent N RATE PIDS	N changes, RATE of them a second (0: at once): processes of PIDS
 *			different ids are forked, replace their program and end, in turns
 *	error ERRNO	follow_next() gives -1
 *
 * follow_retry() appends the line "retry" to the file $FOLLOW_RETRIES.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "follow.h"
#include "processes.h"

#define NSEC_PER_SEC	1000000000ULL

/*
 * @epoll_fd: ready where @fd or @timer is; with a regular file, @timer alone is used
 * @line, @used: what was read and has no newline yet
 * @opened_ns, @due_ns: when the feed was opened; what is next is not due before
 * @left, @count, @rate, @pids: of a torrent
 */
struct follow {
	int epoll_fd;
	int fd;
	int timer;
	char line[16384];
	size_t used;
	uint64_t opened_ns;
	uint64_t due_ns;
	unsigned long left;
	unsigned long count;
	unsigned long rate;
	unsigned long pids;
	struct processes processes;
	struct entry *leaving;
};

static void bad(const char *what)
{
	fprintf(stderr, "feed: what is '%s'?\n", what);
	_exit(71);
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * NSEC_PER_SEC + now.tv_nsec;
}

static void watch(struct follow *follow, int fd)
{
	struct epoll_event event = { .events = EPOLLIN };

	/* A regular file cannot be polled, and need not: it has all its lines */
	if (epoll_ctl(follow->epoll_fd, EPOLL_CTL_ADD, fd, &event) && errno != EPERM)
		bad("epoll_ctl");
}

struct follow *follow_new(bool own)
{
	const char *path = getenv("FOLLOW_FEED");
	struct follow *follow = calloc(1, sizeof(*follow));

	(void)own;
	if (!path || !follow)
		bad("FOLLOW_FEED");
	follow->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	follow->timer = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
	/* For writing too: a FIFO does not end when its first writer does */
	follow->fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (follow->fd < 0 || follow->timer < 0)
		bad(path);
	follow->opened_ns = now_ns();
	watch(follow, follow->fd);
	watch(follow, follow->timer);
	return follow;
}

void follow_free(struct follow *follow)
{
	if (!follow)
		return;
	processes_end(&follow->processes);
	entry_free(follow->leaving);
	close(follow->fd);
	close(follow->timer);
	close(follow->epoll_fd);
	free(follow);
}

int follow_get_fd(const struct follow *follow)
{
	return follow->epoll_fd;
}

void follow_retry(struct follow *follow)
{
	const char *path = getenv("FOLLOW_RETRIES");
	FILE *file = path ? fopen(path, "ae") : NULL;

	(void)follow;
	if (file) {
		fprintf(file, "retry\n");
		fclose(file);
	}
}

struct process *follow_find(struct follow *follow, int32_t pid, uint64_t start_ns)
{
	struct entry *entry = processes_find_same(&follow->processes, pid, start_ns);

	return entry ? &entry->process : NULL;
}

struct process *follow_each(struct follow *follow, const struct process *previous)
{
	struct entry *entry = processes_each(&follow->processes, (const struct entry *)previous);

	return entry ? &entry->process : NULL;
}

/* --- one change --- */

/* What a line says of a process */
struct sample {
	struct proclook_record record;
	char path[8192];
	char args[8192];
	size_t args_len;
	bool has_program;
};

static size_t unescape(const char *text, char *to, size_t size)
{
	size_t len = 0;

	while (*text && len + 1 < size) {
		int taken = 0;
		unsigned int byte;

		if (sscanf(text, "\\x%2x%n", &byte, &taken) == 1 && taken == 4) {
			to[len++] = (char)byte;
			text += 4;
		} else {
			to[len++] = *text++;
		}
	}
	to[len] = '\0';
	return len;
}

static void set_text(struct sample *sample, const char *key, const char *value)
{
	if (!strcmp(key, "comm")) {
		unescape(value, sample->record.comm, sizeof(sample->record.comm));
	} else if (!strcmp(key, "path")) {
		unescape(value, sample->path, sizeof(sample->path));
		sample->has_program = true;
	} else if (!strcmp(key, "args")) {
		/* With the NUL behind the last one */
		sample->args_len = unescape(value, sample->args, sizeof(sample->args)) + 1;
		sample->has_program = true;
	} else {
		bad(key);
	}
}

static void set(struct sample *sample, const char *key, const char *value)
{
	struct proclook_record *record = &sample->record;
	unsigned long long number = strtoull(value, NULL, 0);

	if (!strcmp(key, "pid"))
		record->pid = (__s32)number;
	else if (!strcmp(key, "start"))
		record->start_ns = number;
	else if (!strcmp(key, "ppid"))
		record->ppid = (__s32)number;
	else if (!strcmp(key, "parent_start"))
		record->parent_start_ns = number;
	else if (!strcmp(key, "uid"))
		record->uid = (__u32)number;
	else if (!strcmp(key, "flags"))
		record->flags = (__u32)number;
	else if (!strcmp(key, "status"))
		record->exit_status = (__s32)number;
	else if (!strcmp(key, "time"))
		record->time_ns = number;
	else
		set_text(sample, key, value);
}

static void parse(struct sample *sample, char *rest)
{
	char *word;

	memset(sample, 0, sizeof(*sample));
	sample->record.uid = getuid();
	while ((word = strsep(&rest, " "))) {
		char *value = strchr(word, '=');

		if (!value)
			bad(word);
		*value++ = '\0';
		set(sample, word, value);
	}
}

static void set_program(struct entry *entry, const struct sample *sample)
{
	struct program *program = program_new(sample->path, sample->args, sample->args_len);

	if (!program)
		bad("no memory");
	process_set_program(&entry->process, program);
	program_put(program);
}

/* Who is not known yet runs what his parent does */
static struct entry *find_or_add(struct follow *follow, const struct sample *sample)
{
	const struct proclook_record *record = &sample->record;
	struct entry *entry = processes_find_same(&follow->processes, record->pid,
						  record->start_ns);
	struct entry *parent = processes_find_same(&follow->processes, record->ppid,
						   record->parent_start_ns);
	struct program *nothing = program_new("", "", 0);

	if (!entry)
		entry = processes_add(&follow->processes, record,
				      parent ? parent->process.program : nothing);
	if (!entry)
		bad("no memory");
	program_put(nothing);
	return entry;
}

static int tell(struct follow *follow, enum change_type type, const struct sample *sample,
		struct change *change)
{
	struct entry *entry = find_or_add(follow, sample);
	struct process *process = &entry->process;

	process_update(process, &sample->record);
	if (sample->has_program)
		set_program(entry, sample);
	*change = (struct change){
		.type = type, .process = process, .time_ns = sample->record.time_ns,
	};
	if (type == CHANGE_ENDED) {
		process->end_ns = sample->record.time_ns;
		process->exit_status = sample->record.exit_status;
	}
	if (type == CHANGE_ENDED || type == CHANGE_VANISHED) {
		processes_remove(&follow->processes, entry);
		follow->leaving = entry;
	}
	return 1;
}

/* --- a torrent --- */

static int next_of_torrent(struct follow *follow, struct change *change)
{
	static const enum change_type types[] = { CHANGE_FORKED, CHANGE_EXECED, CHANGE_ENDED };
	unsigned long n = follow->count++;
	enum change_type type = types[n % 3];
	struct sample sample = {
		.record = {
			.pid = (__s32)(1000 + n / 3 % follow->pids),
			.start_ns = follow->opened_ns + n / 3,
			.ppid = 1, .uid = getuid(), .time_ns = now_ns(),
			.exit_status = n % 7 ? 0 : 256,
		},
		.has_program = type == CHANGE_EXECED,
	};

	snprintf(sample.record.comm, sizeof(sample.record.comm), "storm-%lu",
		 n / 3 % 1000000);
	snprintf(sample.path, sizeof(sample.path), "/usr/bin/torrent-%lu", n / 3);
	sample.args_len = 1 + (size_t)snprintf(sample.args, sizeof(sample.args), "torrent");
	follow->left--;
	if (follow->rate)
		follow->due_ns += NSEC_PER_SEC / follow->rate;
	return tell(follow, type, &sample, change);
}

static void start_torrent(struct follow *follow, const char *rest)
{
	if (sscanf(rest, "%lu %lu %lu", &follow->left, &follow->rate, &follow->pids) != 3 ||
	    !follow->pids)
		bad(rest);
	follow->due_ns = now_ns();
}

/* --- lines --- */

static int errno_of(const char *name)
{
	int i;

	for (i = 1; i < 134; i++)
		if (strerrorname_np(i) && !strcmp(strerrorname_np(i), name))
			return i;
	bad(name);
	return 0;
}

static int type_of(const char *word)
{
	static const char *const names[] = {
		[CHANGE_FOUND] = "found", [CHANGE_FORKED] = "forked", [CHANGE_EXECED] = "execed",
		[CHANGE_ENDED] = "ended", [CHANGE_VANISHED] = "vanished",
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i] && !strcmp(word, names[i]))
			return (int)i;
	return -1;
}

/* What is about no process.  Return: false if it is nothing such */
static bool tell_plain(struct follow *follow, const char *word, const char *rest,
		       struct change *change)
{
	*change = (struct change){ 0 };
	if (!strcmp(word, "opened")) {
		change->type = CHANGE_OPENED;
		change->shows_all = rest && !strcmp(rest, "all");
	} else if (!strcmp(word, "closed")) {
		change->type = CHANGE_CLOSED;
		change->error = errno_of(rest);
		processes_end(&follow->processes);
	} else if (!strcmp(word, "ready")) {
		change->type = CHANGE_READY;
	} else if (!strcmp(word, "lost")) {
		change->type = CHANGE_LOST;
		change->lost = strtoull(rest, NULL, 0);
	} else {
		return false;
	}
	return true;
}

/* Return: 1 with @change, 0 if it is none, -1 with errno */
static int obey(struct follow *follow, char *line, struct change *change)
{
	static struct sample sample;
	char *rest = line;
	char *word = strsep(&rest, " ");

	if (tell_plain(follow, word, rest, change))
		return 1;
	if (type_of(word) >= 0) {
		parse(&sample, rest);
		return tell(follow, (enum change_type)type_of(word), &sample, change);
	}
	if (!strcmp(word, "error")) {
		errno = errno_of(rest);
		return -1;
	}
	if (!strcmp(word, "at"))
		follow->due_ns = follow->opened_ns + strtoull(rest, NULL, 0);
	else if (!strcmp(word, "torrent"))
		start_torrent(follow, rest);
	else if (*word && *word != '#')
		bad(word);
	return 0;
}

/* Return: a line to be free()d; NULL if there is none yet */
static char *next_line(struct follow *follow)
{
	char *newline, *line;
	ssize_t len;

	while (!(newline = memchr(follow->line, '\n', follow->used))) {
		len = read(follow->fd, follow->line + follow->used,
			   sizeof(follow->line) - follow->used);
		if (len <= 0)
			return NULL;
		follow->used += (size_t)len;
	}
	line = strndup(follow->line, (size_t)(newline - follow->line));
	follow->used -= (size_t)(newline + 1 - follow->line);
	memmove(follow->line, newline + 1, follow->used);
	return line;
}

/* Is what comes next due?  If not, the timer will wake */
static bool is_due(struct follow *follow)
{
	struct itimerspec when = {
		.it_value.tv_sec = (time_t)(follow->due_ns / NSEC_PER_SEC),
		.it_value.tv_nsec = (long)(follow->due_ns % NSEC_PER_SEC),
	};
	uint64_t count;

	if (read(follow->timer, &count, sizeof(count)) < 0)
		count = 0;
	if (now_ns() >= follow->due_ns)
		return true;
	timerfd_settime(follow->timer, TFD_TIMER_ABSTIME, &when, NULL);
	return false;
}

int follow_next(struct follow *follow, struct change *change)
{
	entry_free(follow->leaving);
	follow->leaving = NULL;
	while (is_due(follow)) {
		char *line;
		int ret;

		if (follow->left)
			return next_of_torrent(follow, change);
		line = next_line(follow);
		if (!line)
			return 0;
		ret = obey(follow, line, change);
		free(line);
		if (ret)
			return ret;
	}
	return 0;
}
