// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "journal.h"

#include <endian.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define JOURNAL_SOCKET	"/run/systemd/journal/socket"
#define NOTIFY_SOCKET	"/run/notify"

static int listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	must(fd >= 0);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	unlink(path);
	must(!bind(fd, (struct sockaddr *)&address, sizeof(address)));
	/* Every user logs */
	must(!chmod(path, 0666));

	return fd;
}

int journal_listen(void)
{
	mkdir("/run/systemd", 0755);
	mkdir("/run/systemd/journal", 0755);

	return listen_at(JOURNAL_SOCKET);
}

void journal_close(int journal)
{
	close(journal);
	unlink(JOURNAL_SOCKET);
}

/* What stands for a text with a newline, which cannot stand in a line */
static char *parse_binary(char *at, const char *end, size_t *len)
{
	__le64 size;

	must(end - at >= (ssize_t)sizeof(size));
	memcpy(&size, at, sizeof(size));
	at += sizeof(size);
	*len = le64toh(size);
	must((size_t)(end - at) > *len && at[*len] == '\n');

	return at;
}

static char *parse_field(struct journal_entry *entry, char *at, const char *end)
{
	char *value = strpbrk(at, "=\n");
	char *stop;
	size_t len;

	must(value && value < end && entry->count < JOURNAL_FIELDS);
	if (*value == '=') {
		*value++ = '\0';
		stop = memchr(value, '\n', end - value);
		must(stop);
		len = stop - value;
	} else {
		*value++ = '\0';
		value = parse_binary(value, end, &len);
	}
	value[len] = '\0';
	entry->fields[entry->count].name = at;
	entry->fields[entry->count].value = value;
	entry->fields[entry->count].len = len;
	entry->count++;

	return value + len + 1;
}

bool journal_receive(int journal, struct journal_entry *entry, int ms)
{
	char *at = entry->bytes;
	const char *end;
	ssize_t len;

	if (!poll_for(journal, POLLIN, ms))
		return false;
	len = recv(journal, entry->bytes, sizeof(entry->bytes) - 1, 0);
	/* None of these is so large that it must come as a file */
	must(len > 0);
	entry->bytes[len] = '\0';
	entry->count = 0;
	for (end = at + len; at < end;)
		at = parse_field(entry, at, end);
	must(at == end);

	return true;
}

static int find(const struct journal_entry *entry, const char *name)
{
	int i, found = -1;

	for (i = 0; i < entry->count; i++) {
		if (strcmp(entry->fields[i].name, name))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}

	return found;
}

const char *journal_value(const struct journal_entry *entry, const char *name)
{
	int i = find(entry, name);

	return i < 0 ? "" : entry->fields[i].value;
}

__u64 journal_number(const struct journal_entry *entry, const char *name)
{
	return strtoull(journal_value(entry, name), NULL, 10);
}

bool journal_has(const struct journal_entry *entry, const char *name, const void *value,
		 size_t len)
{
	int i = find(entry, name);

	return i >= 0 && entry->fields[i].len == len &&
	       !memcmp(entry->fields[i].value, value, len);
}

static bool is_ready(int notify)
{
	char state[64] = "";

	return poll_for(notify, POLLIN, PATIENCE_MS) &&
	       recv(notify, state, sizeof(state) - 1, 0) > 0 && !strcmp(state, "READY=1");
}

pid_t journal_start(void (*be)(void), const char *program, ...)
{
	int notify = listen_at(NOTIFY_SOCKET);
	const char *argv[ARGUMENTS_MAX];
	va_list args;
	pid_t pid;

	va_start(args, program);
	collect_arguments(argv, program, args);
	va_end(args);

	pid = fork();
	must(pid >= 0);
	if (!pid) {
		if (be)
			be();
		setenv("NOTIFY_SOCKET", NOTIFY_SOCKET, 1);
		execvp(program, (char **)argv);
		_exit(127);
	}
	if (!is_ready(notify)) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		pid = 0;
	}
	close(notify);

	return pid;
}
