// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What exec records say of long arguments and long paths: whole up to a limit, then cut
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "copies.h"
#include "life.h"
#include "stage.h"

#define DEEP	COPIES "/deep"

#define LEAVE	.end = { ORDER_EXIT, 0 }

static struct life life;
static const char *const argv[] = { "subject", "one", "two", NULL };

/* One argument of so many bytes, the NUL included, behind the name's eight */
static void test_size(size_t bytes)
{
	static char arg[1 << 17];
	const char *const sized[] = { "subject", arg, NULL };
	char name[64];
	const struct plan plan = {
		.name = name, .path = SUBJECT, .argv = sized, LEAVE
	};
	size_t i;

	snprintf(name, sizeof(name), "%zu bytes of arguments", bytes);
	must(bytes > 9 && bytes - 9 < sizeof(arg));
	for (i = 0; i < bytes - 9; i++)
		arg[i] = ((i >> 8) % 2 ? 'A' : 'a') + i % 26;
	arg[i] = '\0';
	if (!test_life(&plan, &life))
		return;
	is(life.exec.record.args_total, bytes, "%s: args_total is exact", name);
	is(life.exec.record.args_len, bytes > 4096 ? 4096 : bytes,
	   "%s: args_len is what there is", name);
	is(!!(life.exec.record.flags & PROCLOOK_F_ARGS_CUT), bytes > 4096,
	   "%s: they are cut only if they must be", name);
}

/* Many short ones: a cut within and between arguments */
static void test_many(void)
{
	static char texts[4096][8];
	static const char *many[ARRAY_SIZE(texts) + 1];
	const struct plan plan = {
		.name = "many arguments", .path = SUBJECT, .argv = many, LEAVE
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		snprintf(texts[i], sizeof(texts[i]), "%zu", i);
		many[i] = texts[i];
	}
	test_life(&plan, &life);
}

#define DEEP_NAME	200
static size_t deep_length;

/* From DEEP down, until one name more makes a path of deep_length bytes */
static void go_deep(void)
{
	size_t left = deep_length - strlen(DEEP);
	char name[DEEP_NAME + 1];

	must(!chdir(DEEP));
	/* Each level takes its name and a slash; the last is "/s" */
	for (left -= 2; left; left -= strlen(name) + 1) {
		size_t len = left > DEEP_NAME ? DEEP_NAME : left - 1;

		/* The next name and its slash need two bytes */
		if (left - len - 1 == 1)
			len--;
		memset(name, 'd', len);
		name[len] = '\0';
		must(!mkdir(name, 0755) || errno == EEXIST);
		must(!chdir(name));
	}
	if (access("s", F_OK))
		copy_subject("s", 0755);
}

static void test_deep(size_t length)
{
	char name[64];
	const struct plan plan = {
		.name = name, .path = "./s", .argv = argv, .prepare = go_deep, LEAVE
	};

	snprintf(name, sizeof(name), "a path of %zu bytes", length);
	deep_length = length;
	if (!test_life(&plan, &life))
		return;
	is(!!(life.exec.record.flags & PROCLOOK_F_PATH_AS_CALLED), length > 4095,
	   "%s: it is as called only if it must be", name);
	is(life.exec.record.path_len, length > 4095 ? 3 : length,
	   "%s: its length is right", name);
}

/* The largest record there is: both strings of their largest size */
static void test_largest(void)
{
	static char arg[5000];
	const char *const large[] = { arg, NULL };
	const struct plan plan = {
		.name = "the largest record", .path = "./s", .argv = large,
		.prepare = go_deep, LEAVE
	};

	memset(arg, 'z', sizeof(arg) - 1);
	deep_length = 4095;
	if (!test_life(&plan, &life))
		return;
	ok(life.exec.record.size > sizeof(struct proclook_record) + 4095 + 4096 &&
	   life.exec.record.size <= PROCLOOK_RECORD_MAX,
	   "the largest record: fits PROCLOOK_RECORD_MAX");
}

int main(void)
{
	static const size_t sizes[] = { 4095, 4096, 4097, 8192, 100000 };
	static const size_t lengths[] = { 4094, 4095, 4096, 4097, 6000 };
	size_t i;

	suite_begin("exec-sizes", 180);
	copies_begin();
	must(!mkdir(DEEP, 0755));
	load("proclook", NULL);
	settle();
	stage_open();

	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		test_size(sizes[i]);
	test_many();
	for (i = 0; i < ARRAY_SIZE(lengths); i++)
		test_deep(lengths[i]);
	test_largest();

	stage_close();
	unload("proclook");
	copies_end();

	return done_testing();
}
