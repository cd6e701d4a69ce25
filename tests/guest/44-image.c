// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What image records say, held against /proc/PID/maps
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "copies.h"
#include "order.h"
#include "self.h"
#include "stage.h"

#define LIBRARY		"libgcc_s.so.1"
#define PAGE		4096
#define IMAGES		32
#define DEPTH		20	/* folders with names that long: no path reaches there */
#define LONG_NAME	250

/**
 * struct image - part of a file that can be executed
 * @start: its lowest address
 * @size: its bytes
 * @path: of the file
 */
struct image {
	__u64 start, size;
	char path[PROCLOOK_STRING_MAX];
};

/**
 * struct images - some of them
 * @count: how many
 * @list: they
 * @records: where they come from records, those
 */
struct images {
	int count;
	struct image list[IMAGES];
	struct proclook_record records[IMAGES];
};

static int node;
static struct images seen, there;
static struct self subject;

static void set_path(struct image *image, const char *path)
{
	int len = snprintf(image->path, sizeof(image->path), "%s", path);

	must(len < (int)sizeof(image->path));
}

/* Those that the kernel shows in the process' memory now */
static void read_maps(pid_t pid)
{
	char path[64], line[PROCLOOK_STRING_MAX + 128], perms[8];
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "re");
	must(maps);
	there.count = 0;
	while (fgets(line, sizeof(line), maps)) {
		struct image *image = &there.list[there.count];
		__u64 end;

		line[strcspn(line, "\n")] = '\0';
		must(sscanf(line, "%llx-%llx %7s", &image->start, &end, perms) == 3);
		if (perms[2] != 'x' || !strchr(line, '/'))
			continue;
		must(there.count < IMAGES - 1);
		image->size = end - image->start;
		set_path(image, strchr(line, '/'));
		there.count++;
	}
	fclose(maps);
}

static void read_records(pid_t pid)
{
	static struct batch batch;
	const struct proclook_record *record;

	seen.count = 0;
	while (poll_now(node, POLLIN)) {
		errno = batch_read(node, &batch, BATCH_SIZE);
		must(!errno);
		while ((record = batch_next(&batch))) {
			struct image *image = &seen.list[seen.count];

			must(record->type == PROCLOOK_IMAGE_LOAD);
			if (record->pid != pid)
				continue;
			must(seen.count < IMAGES - 1);
			image->start = record->image_start;
			image->size = record->image_size;
			set_path(image, record_path(record));
			must(strlen(image->path) == record->path_len);
			seen.records[seen.count++] = *record;
		}
	}
}

static bool has(const struct images *images, const struct image *wanted)
{
	int i;

	for (i = 0; i < images->count; i++)
		if (images->list[i].start == wanted->start &&
		    images->list[i].size == wanted->size &&
		    !strcmp(images->list[i].path, wanted->path))
			return true;

	return false;
}

static int count_of(const struct images *images, const char *part)
{
	int count = 0;
	int i;

	for (i = 0; i < images->count; i++)
		count += !!strstr(images->list[i].path, part);

	return count;
}

/* All that is there has been seen, and the other way round */
static void compare(const char *name)
{
	int i, wrong = 0;

	for (i = 0; i < there.count; i++)
		wrong += !has(&seen, &there.list[i]);
	is(wrong, 0, "%s: all that is executable in /proc/PID/maps has been seen", name);
	for (i = 0, wrong = 0; i < seen.count; i++)
		wrong += !has(&there, &seen.list[i]);
	is(wrong, 0, "%s: all that has been seen is in /proc/PID/maps", name);
}

static pid_t start_subject(const char *path)
{
	pid_t pid = fork();

	must(pid >= 0);
	if (!pid) {
		must(!setresgid(1002, 1002, 1002) && !setresuid(1001, 1001, 1001));
		execl(path, "subject", NULL);
		_exit(126);
	}
	receive(stage.report, &subject, sizeof(subject));

	return pid;
}

static bool is_right(const struct proclook_record *record)
{
	return record->header_size == sizeof(*record) && !record->flags &&
	       !record->exit_status && record->start_ns / TICK_NS == subject.start_ticks &&
	       record->tid == subject.tid && record->ppid == subject.ppid &&
	       record->parent_start_ns / TICK_NS == start_ticks(0) &&
	       record->uid == subject.uid && record->gid == subject.gid &&
	       !record->args_len && !record->args_total && !record->thread_start_ns &&
	       !record->lost && !strcmp(record->comm, subject.comm) &&
	       record->size == (sizeof(*record) + record->path_len + 2 + 7) / 8 * 8;
}

static void test_program(void)
{
	__u64 from = now_ns(), to;
	int i, right = 0;
	pid_t pid;

	read_rest(node);
	pid = start_subject(SUBJECT);
	to = now_ns();
	read_maps(pid);
	read_records(pid);
	compare("O3, O7: a program");
	is(count_of(&seen, subject.exe), 1, "O7: the program itself is there");
	is(count_of(&seen, "ld-linux"), 1, "O7: and its interpreter");
	is(count_of(&seen, "libc.so"), 1, "O7: and its library");
	for (i = 0; i < seen.count; i++)
		right += is_right(&seen.records[i]) && seen.records[i].time_ns >= from &&
			 seen.records[i].time_ns <= to;
	is(right, seen.count, "the records are right in every other field");
	send_order(stage.order, ORDER_EXIT, 0);
	must(waitpid(pid, NULL, 0) == pid);
	read_records(pid);
	is(seen.count, 0, "that it ends is none");
}

/* /proc/PID/maps is closed to him who runs it, and so is this */
static void test_elevated(void)
{
	int i, shown = 0;
	pid_t pid;

	copy_subject(COPIES "/elevated", 04755);
	read_rest(node);
	pid = start_subject(COPIES "/elevated");
	read_records(pid);
	is(count_of(&seen, subject.exe), 1, "a set-user-id program is there");
	for (i = 0; i < seen.count; i++)
		shown += seen.list[i].start || !seen.list[i].size;
	is(shown, 0, "but not at which addresses it is, nor its libraries");
	send_order(stage.order, ORDER_EXIT, 0);
	must(waitpid(pid, NULL, 0) == pid);
}

static int loader;

static void *load_library(void *name)
{
	must(!prctl(PR_SET_NAME, "loader"));
	loader = syscall(SYS_gettid);

	return dlopen(name, RTLD_NOW);
}

/* Only what is new: what the suite began with was loaded before */
static void test_library(void)
{
	pthread_t thread;
	void *library;

	must(!dlopen(LIBRARY, RTLD_NOW | RTLD_NOLOAD));
	read_rest(node);
	errno = pthread_create(&thread, NULL, load_library, (char *)LIBRARY);
	must(!errno && !pthread_join(thread, &library) && library);
	read_records(getpid());
	read_maps(getpid());
	is(seen.count, 1, "O7: a library by dlopen() is one record");
	ok(strstr(seen.list[0].path, "/" LIBRARY) && has(&there, &seen.list[0]),
	   "O7: and where it is");
	is(seen.records[0].tid, loader, "the thread that has loaded it");
	is_str(seen.records[0].comm, "loader", "and its name");
}

static char *map_file(int fd, int prot, int pages)
{
	char *map = mmap(NULL, pages * PAGE, prot, MAP_PRIVATE, fd, 0);

	must(map != MAP_FAILED);

	return map;
}

static void test_mprotect(void)
{
	int fd = open(SUBJECT, O_RDONLY | O_CLOEXEC);
	char *map;

	must(fd >= 0);
	read_rest(node);
	map = map_file(fd, PROT_READ | PROT_WRITE, 3);
	read_records(getpid());
	is(seen.count, 0, "what is mapped to be read and written is none");

	must(!mprotect(map + PAGE, PAGE, PROT_READ | PROT_EXEC));
	read_records(getpid());
	read_maps(getpid());
	is(seen.count, 1, "what becomes executable later is one");
	ok(seen.list[0].start == (uintptr_t)map + PAGE && seen.list[0].size == PAGE,
	   "only the part that does");
	ok(has(&there, &seen.list[0]), "and it is in /proc/PID/maps");
	must(!munmap(map, 3 * PAGE));
	close(fd);

	map = mmap(NULL, PAGE, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	must(map != MAP_FAILED && !munmap(map, PAGE));
	read_records(getpid());
	is(seen.count, 0, "memory without a file is none");
}

static void test_deleted(void)
{
	int fd;

	copy_subject(COPIES "/gone", 0755);
	fd = open(COPIES "/gone", O_RDONLY | O_CLOEXEC);
	must(fd >= 0 && !unlink(COPIES "/gone"));
	read_rest(node);
	map_file(fd, PROT_READ | PROT_EXEC, 1);
	read_records(getpid());
	is(seen.count, 1, "a file that has been deleted is one");
	is_str(seen.list[0].path, COPIES "/gone (deleted)",
	       "with the path that /proc/PID/maps has");
	close(fd);
}

/* A path too long for anybody to resolve */
static void test_unresolved(void)
{
	char name[LONG_NAME + 1];
	int i, fd;

	memset(name, 'd', LONG_NAME);
	name[LONG_NAME] = '\0';
	must(!chdir(COPIES));
	for (i = 0; i < DEPTH; i++)
		must(!mkdir(name, 0755) && !chdir(name));
	copy_subject("deep", 0755);
	fd = open("deep", O_RDONLY | O_CLOEXEC);
	must(fd >= 0);
	read_rest(node);
	map_file(fd, PROT_READ | PROT_EXEC, 1);
	read_records(getpid());
	is(seen.count, 1, "a file with a path of more than 4095 bytes is one");
	is_str(seen.list[0].path, "deep", "with the last part of the path");
	is(seen.records[0].flags, PROCLOOK_F_PATH_AS_CALLED, "and says so");
	close(fd);
	must(!chdir("/"));
}

int main(void)
{
	suite_begin("image", 120);
	load("proclook", NULL);
	must(eventually(node_is_ready, (char *)"image"));
	settle();
	stage_open();
	node = open_watcher("image");

	test_program();
	test_library();
	test_mprotect();
	copies_begin();
	test_elevated();
	test_deleted();
	test_unresolved();
	copies_end();

	close(node);
	stage_close();
	unload("proclook");

	return done_testing();
}
