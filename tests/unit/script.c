// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The program's fake kernel does what the file $FAKE_SCRIPT says: the lines up to
 * the first "--" before the program begins, the next ones when it would
 * sleep, and so on.  Behind the last one, time passes.
 *
 *	exec|exit|fork|thread|image [KEY=VALUE ...]
 *					an event; values may have \xNN escapes
 *	process [KEY=VALUE ...]		one more that LIST finds; in the order of their pids
 *	vanish PID			LIST does not find it any more
 *	keep N				the history has the newest N events
 *	own				the node lets in only who sees uid 1000 alone
 *	burst N				N times the last event
 *	type=N is any type
 *	spurious			a notification without an event
 *	gone, back			the device
 *	absent, unfinished		it is not there, or only for udev not
 *	finish				udev has finished it
 *	fail open|attribute|map|ioctl|pread|read|lseek|monitor|connect|journal ERRNO
 *	poke OFFSET BYTE		into the newest record
 *	pass NS				time
 *	traffic N			the last event again before each of the next N
 *					polls, a millisecond apart
 *	torrent N			likewise before each of the next N reads, 100 ms apart
 *	signal N			to the program
 *	eintr				the sleep ends with EINTR
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fake.h"

static FILE *script;

static void bad(const char *line)
{
	fprintf(stderr, "fake: what is '%s'?\n", line);
	_exit(71);
}

static size_t unescape(const char *text, char *to, size_t size)
{
	size_t len = 0;

	while (*text && len + 1 < size) {
		int taken = 0;
		unsigned int byte;

		if (sscanf(text, "\\x%2x%n", &byte, &taken) == 1 && taken == 4) {
			to[len++] = byte;
			text += 4;
		} else {
			to[len++] = *text++;
		}
	}
	to[len] = '\0';
	return len;
}

static void set_string(struct sample *sample, const char *key, const char *value)
{
	static char comm[64], path[8192], args[8192];

	if (!strcmp(key, "comm")) {
		unescape(value, comm, sizeof(comm));
		sample->comm = comm;
	} else if (!strcmp(key, "path")) {
		sample->path_len = unescape(value, path, sizeof(path));
		sample->path = path;
	} else if (!strcmp(key, "args")) {
		sample->args_len = unescape(value, args, sizeof(args));
		sample->args_total = sample->args_len;
		sample->args = args;
	} else {
		bad(key);
	}
}

static void set(struct sample *sample, const char *key, const char *value)
{
	long long number = strtoll(value, NULL, 0);

	if (!strcmp(key, "type"))
		sample->type = number;
	else if (!strcmp(key, "pid"))
		sample->pid = number;
	else if (!strcmp(key, "tid"))
		sample->tid = number;
	else if (!strcmp(key, "ppid"))
		sample->ppid = number;
	else if (!strcmp(key, "start"))
		sample->start_ns = number;
	else if (!strcmp(key, "parent_start"))
		sample->parent_start_ns = number;
	else if (!strcmp(key, "uid"))
		sample->uid = number;
	else if (!strcmp(key, "status"))
		sample->status = number;
	else if (!strcmp(key, "flags"))
		sample->flags = number;
	else if (!strcmp(key, "time"))
		sample->time_ns = number;
	else if (!strcmp(key, "total"))
		sample->args_total = number;
	else
		set_string(sample, key, value);
}

static void set_all(struct sample *sample, char *rest)
{
	char *word;

	while ((word = strsep(&rest, " "))) {
		char *value = strchr(word, '=');

		if (!value)
			bad(word);
		*value++ = '\0';
		set(sample, word, value);
	}
}

static void event(struct sample sample, char *rest)
{
	set_all(&sample, rest);
	fake_event(&sample);
}

static struct sample processes[64];

/* Strings of its own: those of the next one are put where its were */
static void process(char *rest)
{
	struct sample *sample = &processes[fake.process_count];

	if (fake.process_count == sizeof(processes) / sizeof(processes[0]))
		bad("process");
	*sample = sample_exec;
	sample->type = PROCLOOK_EXISTING;
	sample->args_len = 0;
	sample->args_total = 0;
	set_all(sample, rest);
	sample->comm = strdup(sample->comm);
	sample->path = memcpy(malloc(sample->path_len + 1), sample->path, sample->path_len);
	fake.processes = processes;
	fake.process_count++;
}

static void vanish(int pid)
{
	size_t i, left = 0;

	for (i = 0; i < fake.process_count; i++) {
		if (processes[i].pid != pid) {
			processes[left++] = processes[i];
			continue;
		}
		free((void *)processes[i].comm);
		free((void *)processes[i].path);
	}
	if (left == fake.process_count)
		bad("vanish");
	fake.process_count = left;
}

static int errno_of(const char *name)
{
	static const int codes[] = { EACCES, EPERM, EINTR, EPROTO, ENODATA, EIO,
		ENOTTY, ENOMEM, EMSGSIZE, ENODEV, ENXIO, ENOENT, EMFILE, EUSERS, EOPNOTSUPP,
		ECONNREFUSED, 0 };
	int i;

	for (i = 0; codes[i] && strcmp(strerrorname_np(codes[i]), name); i++)
		;
	if (!codes[i])
		bad(name);
	return codes[i];
}

static int *error_of(const char *what)
{
	return !strcmp(what, "open") ? &fake.node_error :
	       !strcmp(what, "attribute") ? &fake.attribute_error :
	       !strcmp(what, "map") ? &fake.map_error :
	       !strcmp(what, "ioctl") ? &fake.ioctl_error :
	       !strcmp(what, "pread") ? &fake.pread_error :
	       !strcmp(what, "read") ? &fake.read_error :
	       !strcmp(what, "lseek") ? &fake.lseek_error :
	       !strcmp(what, "monitor") ? &fake.monitor_error :
	       !strcmp(what, "connect") ? &fake.connect_error :
	       !strcmp(what, "journal") ? &fake.journal_error : NULL;
}

static void fail(char *rest)
{
	char *what = strsep(&rest, " ");
	int *error = what ? error_of(what) : NULL;

	if (!error || !rest)
		bad("fail");
	*error = strcmp(rest, "0") ? errno_of(rest) : 0;
}

static void poke(char *rest)
{
	unsigned long offset;
	char *end;

	if (!rest)
		bad("poke");
	offset = strtoul(rest, &end, 0);
	if (offset >= fake.size)
		bad(rest);
	fake.record[offset] = strtoul(end, NULL, 0);
}

static void finish(void)
{
	fake.initialized = true;
	fake_uevent();
}

static long long traffic, torrent;

static void again(long long *count, int64_t ns)
{
	if (!*count)
		return;
	--*count;
	fake.monotonic_ns += ns;
	fake_publish();
}

static void next_of_traffic(char step)
{
	if (step == 'p')
		again(&traffic, 1000000);
	else if (step == 'r')
		again(&torrent, 100000000);
}

static bool simple(const char *word)
{
	if (!strcmp(word, "gone"))
		fake_gone();
	else if (!strcmp(word, "back"))
		fake_back();
	else if (!strcmp(word, "absent"))
		fake.present = false;
	else if (!strcmp(word, "unfinished"))
		fake.initialized = false;
	else if (!strcmp(word, "finish"))
		finish();
	else if (!strcmp(word, "spurious"))
		fake.notified++;
	else if (!strcmp(word, "own"))
		fake.own_only = true;
	else if (!strcmp(word, "eintr"))
		errno = EINTR;
	else
		return false;
	return true;
}

static void obey(char *line)
{
	char *rest = line;
	char *word = strsep(&rest, " ");
	long long number = rest ? strtoll(rest, NULL, 0) : 0;

	if (!strcmp(word, "exec"))
		event(sample_exec, rest);
	else if (!strcmp(word, "exit"))
		event(sample_exit, rest);
	else if (!strcmp(word, "fork"))
		event(sample_fork, rest);
	else if (!strcmp(word, "thread"))
		event(sample_thread, rest);
	else if (!strcmp(word, "image"))
		event(sample_image, rest);
	else if (!strcmp(word, "process"))
		process(rest);
	else if (!strcmp(word, "vanish"))
		vanish(number);
	else if (!strcmp(word, "keep"))
		fake.keep = number;
	else if (!strcmp(word, "burst"))
		while (number--)
			fake_publish();
	else if (!strcmp(word, "fail"))
		fail(rest);
	else if (!strcmp(word, "poke"))
		poke(rest);
	else if (!strcmp(word, "pass"))
		fake.monotonic_ns += number;
	else if (!strcmp(word, "traffic"))
		traffic = number;
	else if (!strcmp(word, "torrent"))
		torrent = number;
	else if (!strcmp(word, "signal"))
		kill(getpid(), number);
	else if (!simple(word))
		bad(line);
}

/* The next section; false if there is none */
static bool run_section(void)
{
	char line[16384];
	bool any = false;

	errno = 0;
	while (script && fgets(line, sizeof(line), script)) {
		any = true;
		line[strcspn(line, "\n")] = '\0';
		if (!strcmp(line, "--"))
			break;
		if (*line)
			obey(line);
	}
	return any;
}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("FAKE_SCRIPT");
	int fd;

	fake_reset();
	fake.asleep = run_section;
	fake.before = next_of_traffic;
	if (!path)
		return;
	/* Out of the way of a program that finds descriptors closed */
	fd = open(path, O_RDONLY);
	script = fdopen(fcntl(fd, F_DUPFD_CLOEXEC, 10), "r");
	if (!script)
		bad(path);
	close(fd);
	run_section();
}
