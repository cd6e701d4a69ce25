// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the way of one event is made of, for the host to count: each process that is made
 * here between two marks is one that QEMU logs, instruction by instruction.
 *
 * The guest tells QEMU itself when: its third serial port is QEMU's monitor.  So nothing is
 * logged that is not wanted, and nobody on the host has to be quick.
 */
#define _GNU_SOURCE
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define MONITOR		"/dev/ttyS2"
#define SYMBOLS		"/dev/ttyS3"

/* More than one, as a timer's interrupt may fall into any of them; the host looks for that */
#define ROUNDS		9

#define PATH_LEN	40
#define ARGS_LEN	200

static FILE *monitor;

/* The host finds these calls by their addresses */
__attribute__((noinline)) static void mark_begin(void)
{
	asm volatile("" : : : "memory");
}

__attribute__((noinline)) static void mark_end(void)
{
	asm volatile("" : : : "memory");
}

static void be_raw(int fd)
{
	struct termios termios;

	must(!tcgetattr(fd, &termios));
	cfmakeraw(&termios);
	must(!tcsetattr(fd, TCSANOW, &termios));
}

static int port_open(const char *path, int mode)
{
	int fd = open(path, mode | O_NOCTTY | O_CLOEXEC);

	must(fd >= 0);
	be_raw(fd);

	return fd;
}

/* One command of QMP, and its answer among all else that QEMU says */
static void qmp(const char *command, const char *arguments)
{
	static int id;
	char line[4096], mine[32];

	snprintf(mine, sizeof(mine), "\"id\": %d,", ++id);
	fprintf(monitor, "{%s \"execute\": \"%s\", \"arguments\": {%s}}\n", mine, command,
		arguments);
	must(!fflush(monitor));
	snprintf(mine, sizeof(mine), "\"id\": %d}", id);
	do
		must(fgets(line, sizeof(line), monitor));
	while (!strstr(line, mine));
	if (strstr(line, "\"error\"") || strstr(line, "rror:"))
		bail("QEMU: %s: %s", arguments, line);
}

__printf(1, 2) static void tell_qemu(const char *format, ...)
{
	char line[128], argument[256];
	va_list ap;

	va_start(ap, format);
	vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	snprintf(argument, sizeof(argument), "\"command-line\": \"%s\"", line);
	qmp("human-monitor-command", argument);
}

static void monitor_open(void)
{
	int fd = port_open(MONITOR, O_RDWR);

	monitor = fdopen(fd, "r+");
	must(monitor);
	/*
	 * QEMU greets, and the port has sent some of that back before it was raw.  What
	 * cannot be JSON, and the end of a line, make QEMU forget it.
	 */
	must(write(fd, "\xff\n", 2) == 2);
	qmp("qmp_capabilities", "");
}

static void copy_lines(const char *from, int to)
{
	char buf[4096];
	int fd = open(from, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	must(fd >= 0);
	while ((got = read(fd, buf, sizeof(buf))) > 0)
		must(write(to, buf, got) == got);
	must(!got && !close(fd));
}

/* Where is what: the kernel's functions, this program's marks, and user memory */
static void symbols_send(void)
{
	int fd = port_open(SYMBOLS, O_WRONLY);

	copy_lines("/proc/kallsyms", fd);
	copy_lines("/proc/self/maps", fd);
	dprintf(fd, "%lx m mark_begin\n%lx m mark_end\n", (unsigned long)mark_begin,
		(unsigned long)mark_end);
	must(!tcdrain(fd) && !close(fd));
}

/* One instruction per translation, and a line for each */
static void log_rounds(const char *name, void (*once)(void))
{
	int i;

	for (i = 0; i < 10; i++)
		once();
	tell_qemu("logfile %s.trace", name);
	tell_qemu("singlestep on");
	tell_qemu("log exec");
	for (i = 0; i < ROUNDS; i++) {
		mark_begin();
		once();
		mark_end();
	}
	tell_qemu("log none");
	tell_qemu("singlestep off");
	ok(true, "%s", name);
}

static void process_once(void)
{
	loop_vfork(1);
}

static char exec_path[PATH_LEN + 1], exec_filler[ARGS_LEN];

static void exec_once(void)
{
	char *const argv[] = { (char *)"true", exec_filler, NULL };
	pid_t child = vfork();

	if (!child) {
		execv(exec_path, argv);
		_exit(1);
	}
	must(child > 0 && waitpid(child, NULL, 0) == child);
}

/* A program of our own name, and the arguments "true" and "xxx..." */
static void exec_prepare(void)
{
	memset(exec_path, 'x', PATH_LEN);
	memcpy(exec_path, "/tests/", 7);
	must(!link("/bin/busybox", exec_path));
	memset(exec_filler, 'x', ARGS_LEN - sizeof("true") - 1);
}

static void trace_way(const struct way *way)
{
	struct listener listener;

	listener_start(&listener, way, PRIORITY_HIGH);
	log_rounds(way->name, process_once);
	listener_stop(&listener);
}

/* Hooked while it is open, and for some seconds more: last of all */
static void trace_threads(void)
{
	int fd = open_watcher("thread");

	log_rounds("thread", process_once);
	must(!close(fd));
}

int main(void)
{
	suite_begin("05-profile", 170);
	monitor_open();
	exec_prepare();
	log_rounds("bare", process_once);
	trace_way(&way_connector_recv);
	load_and_fill(NULL);
	log_rounds("idle", process_once);
	log_rounds("exec", exec_once);
	trace_way(&way_read);
	trace_way(&way_node);
	trace_way(&way_attribute);
	trace_threads();
	symbols_send();
	unload("proclook");

	return done_testing();
}
