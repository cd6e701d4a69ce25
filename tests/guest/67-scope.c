// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whose events a watcher sees: that depends on what lets it in
 *
 * The node is the test module's, and its events are of whom the suite says.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/capability.h>
#include <grp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "batch.h"
#include "users.h"

#define NODE	NODE_DIR "/test"

/* How many events each user causes while somebody watches */
static const struct { uid_t uid; int count; } events[] = {
	{ 0, 5 }, { MEMBER, 3 }, { OTHER, 4 },
};

/**
 * struct view - what a watcher saw, in memory shared with the suite
 * @open: errno of open()
 * @read: records it was given
 * @strange: those of others
 * @missed: what SNAPSHOT said, and the one that it gave
 * @filtered: it said that there is a filter
 * @map: errno of mmap()
 * @own: errno of a filter for the own user
 * @root: of one for root
 * @listed: it found itself with LIST
 * @first: and process 1, which is root's
 * @foreign: and so many of others
 */
static struct view {
	int open;
	int read, strange;
	__u64 missed;
	int filtered;
	int map;
	int own, root;
	int listed, first, foreign;
} *view;

static int ready[2], go[2];

static int filter_for(uid_t uid)
{
	const struct proclook_filter filter = {
		.types = PROCLOOK_FILTER_ALL_TYPES, .flags = PROCLOOK_FILTER_UID, .uid = uid,
	};
	int fd = open_watcher("test");
	int error = ioctl(fd, PROCLOOK_IOC_FILTER, &filter) ? errno : 0;

	close(fd);

	return error;
}

static void list(int fd, uid_t uid)
{
	static struct batch batch;
	struct proclook_list list = { .buf = (uintptr_t)batch.raw, .buf_size = BATCH_SIZE };
	const struct proclook_record *record;

	while (!(list.state & PROCLOOK_LIST_END)) {
		must(!ioctl(fd, PROCLOOK_IOC_LIST, &list));
		batch.at = 0;
		batch.len = list.used;
		while ((record = batch_next(&batch))) {
			view->listed += record->pid == getpid();
			view->first += record->pid == 1;
			view->foreign += record->uid != uid;
		}
	}
}

static void look(int fd, uid_t uid)
{
	static struct batch batch;
	static struct snap snap;
	const struct proclook_record *record;
	void *memory;

	errno = snapshot(fd, &snap);
	must(!errno);
	view->missed = snap.arg.missed + !snap_seen(&snap);
	view->filtered = !!(snap.arg.state & PROCLOOK_SNAPSHOT_FILTERED);
	must(!batch_read(fd, &batch, BATCH_SIZE));
	while ((record = batch_next(&batch))) {
		view->read++;
		view->strange += record->uid != uid;
	}
	memory = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
	view->map = memory == MAP_FAILED ? errno : 0;
	list(fd, uid);
	view->own = filter_for(uid);
	view->root = filter_for(0);
}

/* Both ends tell each other by a byte that they are so far */
static void watch(int inherited, uid_t uid)
{
	int fd = inherited >= 0 ? inherited : node_open("test");
	char byte = 0;

	view->open = fd < 0 ? errno : 0;
	must(write(ready[1], &byte, 1) == 1);
	must(read(go[0], &byte, 1) == 1);
	if (fd >= 0)
		look(fd, uid);
	_exit(0);
}

static void view_as(void (*be)(void), int inherited, uid_t uid)
{
	char byte = 0;
	int status;
	size_t i;
	pid_t pid;

	memset(view, 0, sizeof(*view));
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		be();
		watch(inherited, uid);
	}
	must(poll_for(ready[0], POLLIN, PATIENCE_MS) && read(ready[0], &byte, 1) == 1);
	for (i = 0; i < ARRAY_SIZE(events); i++) {
		must(!command("as test %d %u test", PROCLOOK_EXEC, events[i].uid));
		signal_test(events[i].count);
	}
	must(write(go[1], &byte, 1) == 1);
	must(waitpid(pid, &status, 0) == pid && !status);
}

static void sees_all(const char *name, void (*be)(void), uid_t uid)
{
	view_as(be, -1, uid);
	is(view->open, 0, "%s: may open it", name);
	is(view->read, 12, "%s: reads everything", name);
	is(view->missed, 12, "%s: SNAPSHOT counts everything", name);
	is(view->filtered, 0, "%s: there is no filter", name);
	is(view->map, 0, "%s: may map it", name);
	ok(view->listed == 1 && view->first == 1, "%s: lists everybody", name);
	is(view->own | view->root, 0, "%s: may filter for any user", name);
}

static void sees_own(const char *name, void (*be)(void), uid_t uid, int count)
{
	view_as(be, -1, uid);
	is(view->open, 0, "%s: may open it", name);
	is(view->read, count, "%s: reads the own events", name);
	is(view->strange, 0, "%s: and no others", name);
	is(view->missed, count, "%s: SNAPSHOT counts no others", name);
	is(view->filtered, 1, "%s: it says that there is a filter", name);
	is(view->map, EACCES, "%s: may not map it: EACCES", name);
	is(view->listed, 1, "%s: lists itself", name);
	is(view->foreign, 0, "%s: and nobody else's", name);
	is(view->own, 0, "%s: may filter for itself", name);
	is(view->root, EPERM, "%s: and for nobody else: EPERM", name);
}

static void node_is(uid_t owner, gid_t group, mode_t mode)
{
	must(!chown(NODE, owner, group) && !chmod(NODE, mode));
}

static void stay_root(void)
{
}

static void become_plain_member(void)
{
	become(MEMBER, 0);
}

static void become_primary_member(void)
{
	gid_t group = watchers_group();

	must(!setgroups(0, NULL) && !setresgid(group, group, group));
	must(!setresuid(OTHER, OTHER, OTHER));
}

/* As a set-user-id program of the member's that the other has started */
static void become_member_for_other(void)
{
	must(!setgroups(0, NULL) && !setresgid(OTHER, OTHER, OTHER));
	must(!setresuid(OTHER, MEMBER, MEMBER));
}

static void become_other_with(int capability)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { { 0 } };

	data[CAP_TO_INDEX(capability)].permitted = CAP_TO_MASK(capability);
	data[CAP_TO_INDEX(capability)].effective = CAP_TO_MASK(capability);
	must(!prctl(PR_SET_KEEPCAPS, 1));
	become_other();
	must(!syscall(SYS_capset, &header, data));
}

static void become_tracer(void)
{
	become_other_with(CAP_SYS_PTRACE);
}

static void become_searcher(void)
{
	become_other_with(CAP_DAC_READ_SEARCH);
}

static void test_all(void)
{
	gid_t group = watchers_group();

	node_is(0, 0, 0400);
	sees_all("root", stay_root, 0);
	node_is(MEMBER, 0, 0400);
	sees_all("the owner", become_plain_member, MEMBER);
	sees_all("a program that runs as the owner", become_member_for_other, OTHER);
	node_is(0, group, 0440);
	sees_all("a member of its group", become_member, MEMBER);
	sees_all("who has its group as the first one", become_primary_member, OTHER);
	node_is(0, group, 0444);
	sees_all("who may trace everybody", become_tracer, OTHER);
}

static void test_own(void)
{
	node_is(0, watchers_group(), 0444);
	sees_own("another user", become_other, OTHER, 4);
	sees_own("a member who has left the group", become_plain_member, MEMBER, 3);
	sees_own("a program that runs as another user", become_member_for_other, OTHER, 4);
	sees_own("root of a user namespace", become_false_root, OTHER, 4);
	node_is(0, 0, 0400);
	sees_own("who may open every file", become_searcher, OTHER, 4);
}

/* In the form in which the kernel has it, see acl(5) */
static void test_list_of_users(void)
{
	static const struct {
		__u32 version;
		struct { __u16 tag, perm; __u32 id; } entries[5];
	} acl = { 2, {
		{ 0x01, 6, ~0U }, { 0x02, 4, OTHER }, { 0x04, 4, ~0U }, { 0x10, 4, ~0U },
		{ 0x20, 0, ~0U },
	} };

	node_is(0, watchers_group(), 0640);
	must(!setxattr(NODE, "system.posix_acl_access", &acl, sizeof(acl), 0));
	sees_own("who is let in by an access control list", become_other, OTHER, 4);
	sees_all("a member of its group, beside that list", become_member, MEMBER);
	view_as(become_plain_member, -1, MEMBER);
	is(view->open, EACCES, "who is not on that list may not open it");
	must(!removexattr(NODE, "system.posix_acl_access"));
}

/* What is decided by open() stays, whoever uses the descriptor later */
static void test_passed(void)
{
	int fd = open_watcher("test");

	view_as(become_other, fd, OTHER);
	is(view->read, 12, "a descriptor from root: the other user reads everything");
	is(view->map, 0, "a descriptor from root: and may map it");
	close(fd);
}

int main(void)
{
	suite_begin("scope", 120);
	view = mmap(NULL, sizeof(*view), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		    -1, 0);
	must(view != MAP_FAILED && !pipe(ready) && !pipe(go));
	load("proclook", NULL);
	load("proclook_test", NULL);

	test_all();
	test_own();
	test_list_of_users();
	node_is(0, watchers_group(), 0644);
	test_passed();

	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
