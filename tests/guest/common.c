// SPDX-License-Identifier: GPL-2.0-or-later
/* What the guest's suites share, see common.h */
#define _GNU_SOURCE
#include "common.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CLASS_DIR	"/sys/class/proclook"
#define NODE_DIR	"/dev/proclook"
#define COMMAND_FILE	"/sys/module/proclook_test/parameters/command"

int slow = 1;

static const char *suite;

static void deadline_passed(int signal)
{
	static const char text[] = "Bail out! deadline passed\n";

	(void)signal;
	if (write(STDOUT_FILENO, text, sizeof(text) - 1) < 0)
		_exit(2);
	kill(0, SIGKILL);
}

void suite_begin(const char *name, unsigned int deadline_s)
{
	const char *times = getenv("SLOW");

	suite = name;
	if (times)
		slow = atoi(times);
	setvbuf(stdout, NULL, _IOLBF, 0);
	/* so that the deadline takes the children along, and nobody else */
	setpgid(0, 0);
	signal(SIGALRM, deadline_passed);
	signal(SIGPIPE, SIG_IGN);
	alarm(deadline_s * slow);
}

void bail(const char *format, ...)
{
	int error = errno;
	va_list args;

	va_start(args, format);
	printf("Bail out! %s: ", suite);
	errno = error;
	vprintf(format, args);
	printf("\n");
	fflush(stdout);
	va_end(args);
	kill(0, SIGKILL);
	_exit(1);
}

__u64 now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);

	return now.tv_sec * NS_PER_SEC + now.tv_nsec;
}

bool eventually(bool (*condition)(void *arg), void *arg)
{
	const struct timespec pause = { .tv_nsec = 2000000 };
	__u64 end = now_ns() + PATIENCE_MS * 1000000ULL;

	while (!condition(arg)) {
		if (now_ns() > end)
			return false;
		nanosleep(&pause, NULL);
	}

	return true;
}

int run(const char *program, ...)
{
	const char *argv[8] = { program };
	size_t i = 1;
	va_list args;
	pid_t pid;
	int status;

	va_start(args, program);
	while (i < ARRAY_SIZE(argv) - 1 && (argv[i] = va_arg(args, char *)))
		i++;
	va_end(args);

	pid = fork();
	must(pid >= 0);
	if (!pid) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(program, (char **)argv);
		_exit(127);
	}
	must(waitpid(pid, &status, 0) == pid);

	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* udev has been there: before, the node is root's alone */
bool node_is_ready(void *name)
{
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), NODE_DIR "/%s", (char *)name);

	return !stat(path, &st) && (st.st_mode & 07777) == 0640 && st.st_gid;
}

void load(const char *module, const char *parameter)
{
	const char *name = strcmp(module, "proclook_test") ? "process" : "test";

	if (run("modprobe", module, parameter, NULL))
		bail("modprobe %s failed", module);
	if (!eventually(node_is_ready, (void *)name))
		bail("udev never came to %s", name);
}

void unload(const char *module)
{
	if (run("modprobe", "-r", module, NULL))
		bail("modprobe -r %s failed", module);
}

static bool udev_is_idle(void *arg)
{
	char path[64], line[128];
	pid_t pid = *(pid_t *)arg;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", pid, pid);

	return !read_line(path, line, sizeof(line)) || !*line;
}

void visit_processes(bool (*each)(pid_t pid, void *arg), void *arg)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;

	must(proc);
	while ((entry = readdir(proc)))
		if (isdigit((unsigned char)entry->d_name[0]) &&
		    !each(atoi(entry->d_name), arg))
			break;
	closedir(proc);
}

static bool not_udevd(pid_t pid, void *found)
{
	char path[64], comm[64] = "";

	snprintf(path, sizeof(path), "/proc/%d/comm", pid);
	if (!read_line(path, comm, sizeof(comm)) || strcmp(comm, "systemd-udevd"))
		return true;
	*(pid_t *)found = pid;

	return false;
}

/* Wait until udev's workers have left, whose ends are events too */
void settle(void)
{
	pid_t udevd = 0;

	visit_processes(not_udevd, &udevd);
	if (udevd && !eventually(udev_is_idle, &udevd))
		bail("udev's workers never left");
}

int command(const char *format, ...)
{
	char text[256];
	va_list args;
	int fd, error;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);

	fd = open(COMMAND_FILE, O_WRONLY | O_CLOEXEC);
	must(fd >= 0);
	error = write(fd, text, strlen(text)) < 0 ? errno : 0;
	close(fd);

	return error;
}

int node_open(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), NODE_DIR "/%s", name);

	return open(path, O_RDONLY | O_CLOEXEC);
}

int signal_open(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), CLASS_DIR "/%s/signal", name);

	return open(path, O_RDONLY | O_CLOEXEC);
}

__s64 signal_read(int fd)
{
	char text[32] = "";
	ssize_t len = pread(fd, text, sizeof(text) - 1, 0);

	return len < 0 ? -1 : strtoll(text, NULL, 10);
}

__u64 attribute(const char *name, const char *attribute)
{
	char path[96], line[64];

	snprintf(path, sizeof(path), CLASS_DIR "/%s/%s", name, attribute);
	must(read_line(path, line, sizeof(line)));

	return strtoull(line, NULL, 10);
}

int snapshot(int fd, struct snap *snap)
{
	memset(snap, POISON, sizeof(*snap));
	snap->arg.buf = (uintptr_t)snap->raw;
	snap->arg.buf_size = PROCLOOK_RECORD_MAX;
	snap->arg.flags = 0;
	memset(snap->arg.reserved, 0, sizeof(snap->arg.reserved));
	snap->error = ioctl(fd, PROCLOOK_IOC_SNAPSHOT, &snap->arg) ? errno : 0;

	return snap->error;
}

bool snap_seen(const struct snap *snap)
{
	return snap->arg.state & PROCLOOK_SNAPSHOT_SEEN;
}

const char *record_path(const struct proclook_record *record)
{
	return (const char *)record + record->header_size;
}

const char *record_args(const struct proclook_record *record)
{
	return record_path(record) + record->path_len + 1;
}

int poll_for(int fd, int events, int ms)
{
	struct pollfd pollfd = { .fd = fd, .events = events };

	must(poll(&pollfd, 1, ms) >= 0);

	return pollfd.revents;
}

int poll_now(int fd, int events)
{
	return poll_for(fd, events, 0);
}

static ssize_t read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len;

	if (fd < 0)
		return -1;
	len = read(fd, text, size - 1);
	close(fd);
	if (len >= 0)
		text[len] = '\0';

	return len;
}

bool read_line(const char *path, char *line, size_t size)
{
	if (read_text(path, line, size) < 0)
		return false;
	line[strcspn(line, "\n")] = '\0';

	return true;
}

void write_line(const char *path, const char *line)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0 || write(fd, line, strlen(line)) < 0)
		bail("cannot write %s: %m", path);
	close(fd);
}

/* Field 22 of /proc/PID/stat; the name before it may have any character */
__u64 start_ticks(pid_t pid)
{
	char path[64], text[512], *field;
	int i;

	if (pid)
		snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	else
		strcpy(path, "/proc/self/stat");
	if (read_text(path, text, sizeof(text)) < 0)
		return 0;
	field = strrchr(text, ')');
	for (i = 2; field && i < 22; i++)
		field = strchr(field + 1, ' ');

	return field ? strtoull(field, NULL, 10) : 0;
}
