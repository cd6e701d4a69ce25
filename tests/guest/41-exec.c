// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What exec records say: path, arguments, name, thread
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "copies.h"
#include "life.h"
#include "stage.h"

#define JAIL	COPIES "/jail"
#define BOUND	COPIES "/bound"
#define GONE	COPIES "/gone"
#define SCRIPT	COPIES "/script"
#define LINK	COPIES "/link"
#define LONG	COPIES "/a-name-longer-than-comm"
#define HOSTILE	COPIES "/\n\x1b[31m\xff\xfe) S 1 ("
#define SETUID	COPIES "/setuid"

#define LEAVE	.end = { ORDER_EXIT, 0 }

static struct life life;
static const char *const argv[] = { "subject", "one", "two", NULL };
static const char *const empty_strings[] = { "", "", "x", "", "", NULL };
static const char *const no_argv[] = { NULL };
static const char *const hostile_argv[] = {
	"a\nb", "\xff\xfe\x80", "\x1b[31m", "\"'\\", "%s%n", "\xc3\xa4", NULL
};

static void make_files(void)
{
	int fd;

	copies_begin();
	must(!mkdir(JAIL, 0755) && !mkdir(BOUND, 0755));
	must(!mount("/", JAIL, NULL, MS_BIND | MS_REC, NULL));
	must(!mount("/tests/bin", BOUND, NULL, MS_BIND, NULL));
	copy_subject(LONG, 0755);
	copy_subject(HOSTILE, 0755);
	copy_subject(SETUID, 04755);
	must(!symlink(SUBJECT, LINK));
	fd = open(SCRIPT, O_WRONLY | O_CREAT | O_EXCL, 0755);
	must(fd >= 0 && dprintf(fd, "#!%s -x\n", SUBJECT) > 0 && !fchmod(fd, 0755));
	close(fd);
}

static void remove_files(void)
{
	umount2(BOUND, MNT_DETACH);
	umount2(JAIL, MNT_DETACH);
	copies_end();
}

static void enter_jail(void)
{
	must(!chroot(JAIL) && !chdir("/"));
}

static void go_to_bin(void)
{
	must(!chdir("/tests/bin"));
}

static void become_user(void)
{
	must(!setresgid(1001, 1001, 1001) && !setresuid(1001, 1001, 1001));
}

static void exec_fd(int fd, const struct plan *plan)
{
	static const char *const no_environment[] = { NULL };

	must(fd >= 0);
	fexecve(fd, (char **)plan->argv, (char **)no_environment);
}

static void exec_memfd(const struct plan *plan)
{
	int from = open(plan->path, O_RDONLY | O_CLOEXEC);
	int fd = memfd_create("in memory", MFD_CLOEXEC);
	char buf[1 << 14];
	ssize_t len;

	must(from >= 0 && fd >= 0);
	while ((len = read(from, buf, sizeof(buf))) > 0)
		must(write(fd, buf, len) == len);
	exec_fd(fd, plan);
}

static void exec_deleted(const struct plan *plan)
{
	int fd;

	copy_subject(plan->path, 0755);
	fd = open(plan->path, O_RDONLY | O_CLOEXEC);
	must(!unlink(plan->path));
	exec_fd(fd, plan);
}

static void *exec_thread(void *plan)
{
	self_report();
	obey();
	plain_exec(plan);
	_exit(125);
}

static void exec_by_thread(const struct plan *plan)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, exec_thread, (void *)plan);
	must(!errno);
	pause();
}

static const struct plan plans[] = {
	{ .name = "plain", .path = SUBJECT, .argv = argv, LEAVE },
	{ .name = "a 32-bit program", .path = SUBJECT "32", .argv = argv, LEAVE },
	{ .name = "empty arguments", .path = SUBJECT, .argv = empty_strings, LEAVE },
	/* The kernel makes it one empty argument */
	{ .name = "no arguments", .path = SUBJECT, .argv = no_argv,
	  .args = "", .args_len = 1, LEAVE },
	{ .name = "hostile arguments", .path = SUBJECT, .argv = hostile_argv, LEAVE },
	{ .name = "a long name", .path = LONG, .argv = argv, LEAVE },
	{ .name = "a hostile name", .path = HOSTILE, .argv = argv, LEAVE },
	{ .name = "a symbolic link", .path = LINK, .argv = argv, .exe = SUBJECT, LEAVE },
	{ .name = "a relative path", .path = "../bin/./subject", .argv = argv,
	  .prepare = go_to_bin, .exe = SUBJECT, LEAVE },
	{ .name = "a script", .path = SCRIPT, .argv = argv,
	  .args = SUBJECT "\0-x\0" SCRIPT "\0one\0two",
	  .args_len = sizeof(SUBJECT "\0-x\0" SCRIPT "\0one\0two"),
	  .exe = SUBJECT, LEAVE },
	{ .name = "a bind mount", .path = BOUND "/subject", .argv = argv,
	  .exe = BOUND "/subject", LEAVE },
	{ .name = "a chroot", .path = SUBJECT, .argv = argv, .prepare = enter_jail,
	  .exe = SUBJECT, LEAVE },
	{ .name = "a memfd", .path = SUBJECT, .argv = argv, .exec = exec_memfd,
	  .exe = "/memfd:in memory (deleted)", LEAVE },
	{ .name = "a deleted file", .path = GONE, .argv = argv,
	  .exec = exec_deleted, .exe = GONE " (deleted)", LEAVE },
	{ .name = "a setuid program", .path = SETUID, .argv = argv,
	  .become = become_user, LEAVE },
	{ .name = "a thread", .path = SUBJECT, .argv = argv, .exec = exec_by_thread,
	  .thread = true, LEAVE },
};

static void test_plans(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(plans); i++) {
		const struct plan *plan = &plans[i];

		if (!test_life(plan, &life))
			continue;
		if (plan->exe)
			is_str(record_path(&life.exec.record), plan->exe, "%s", plan->name);
		if (plan->thread)
			ok(life.exec.record.tid != life.exec.record.pid,
			   "a thread: the record has the id it had");
	}
}

static void test_failing_exec(void)
{
	struct census before, after;
	int i;

	census_take(&before, stage.signal);
	for (i = 0; i < 100; i++) {
		execl("/tests/bin/nothing", "nothing", NULL);
		must(errno == ENOENT);
		execl("/etc/passwd", "passwd", NULL);
		must(errno == EACCES);
	}
	census_take(&after, stage.signal);
	is(after.seq - before.seq, census_others(&before, &after, 0),
	   "an exec that fails is none");
	stage_calm();
}

/* The same life, with the module told to leave the arguments out */
static void test_args_off(void)
{
	static const struct plan plan = {
		.name = "args=0", .path = SUBJECT, .argv = argv, LEAVE
	};

	load("proclook", "args=0");
	settle();
	stage_open();
	stage.exec_flags = PROCLOOK_F_ARGS_OFF;
	test_life(&plan, &life);
	is(life.exec.record.args_total, 0, "args=0: not even their length");
	stage_close();
	unload("proclook");
}

int main(void)
{
	suite_begin("exec", 180);
	make_files();
	load("proclook", NULL);
	settle();
	stage_open();

	test_plans();
	test_failing_exec();
	stage_close();
	unload("proclook");

	test_args_off();
	remove_files();

	return done_testing();
}
