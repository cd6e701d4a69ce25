// SPDX-License-Identifier: GPL-2.0-only
/*
 * A signaller that does what it is told; never installed
 *
 * Commands are written to /sys/module/proclook_test/parameters/command:
 *
 *	create NAME [HISTORY]		make a named event, with a ring of so many bytes
 *	destroy NAME			take it away
 *	signal NAME COUNT [BYTES]	signal COUNT records
 *	as NAME TYPE UID COMM		what the records have from now on, instead of
 *					%PROCLOOK_EXEC, 0 and "test"
 *
 * The nth record of a named event is about process n and has the path "/test/n", with the
 * arguments "test" and "n", or with BYTES times the letter number n % 26: a record made
 * of two does not fit together.  "test" exists from the start.
 */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/named_event.h>
#include <linux/slab.h>
#include <linux/string.h>

#define NAME_SIZE	64

/* The smallest ring: tests reach its end soon */
#define HISTORY_SIZE	1

struct test_event {
	struct list_head	list;
	char			name[NAME_SIZE];
	struct named_event	*event;
	int			signalled;
	int			type;
	unsigned int		uid;
	char			comm[PROCLOOK_COMM_LEN];
};

static LIST_HEAD(events);

/* Parameters are there before init and after exit */
static bool ready;

/* Commands come one at a time: the kernel locks a module's parameters, as init and exit do */
static struct test_event *find(const char *name)
{
	struct test_event *test;

	list_for_each_entry(test, &events, list)
		if (!strcmp(test->name, name))
			return test;

	return NULL;
}

static int create(const char *name, unsigned long history_size)
{
	struct test_event *test = kzalloc(sizeof(*test), GFP_KERNEL);
	int ret;

	if (!test)
		return -ENOMEM;

	strscpy(test->name, name, sizeof(test->name));
	test->type = PROCLOOK_EXEC;
	strscpy(test->comm, "test", sizeof(test->comm));
	test->event = named_event_create(name, history_size);
	if (IS_ERR(test->event)) {
		ret = PTR_ERR(test->event);
		kfree(test);
		return ret;
	}
	list_add(&test->list, &events);

	return 0;
}

static void destroy(struct test_event *test)
{
	list_del(&test->list);
	named_event_destroy(test->event);
	kfree(test);
}

static void fill(const struct test_event *test, struct proclook_record *record,
		 int bytes)
{
	char *strings = (char *)(record + 1);
	int n = test->signalled;

	memset(record, 0, PROCLOOK_RECORD_MAX);
	record->header_size = sizeof(*record);
	record->type = test->type;
	record->pid = n;
	record->tid = n;
	record->ppid = 1;
	record->start_ns = n;
	record->uid = test->uid;
	memcpy(record->comm, test->comm, sizeof(record->comm));

	record->path_len = sprintf(strings, "/test/%d", n);
	strings += record->path_len + 1;
	if (bytes >= 0) {
		memset(strings, 'a' + n % 26, bytes);
		record->args_len = bytes;
	} else {
		record->args_len = sprintf(strings, "test%c%d", '\0', n) + 1;
	}
	record->args_total = record->args_len;
	record->size = ALIGN(sizeof(*record) + record->path_len + 1 +
			     record->args_len + 1, 8);
}

static int signal(struct test_event *test, int count, int bytes)
{
	struct proclook_record *record;
	int i;

	if (count < 0 || bytes > PROCLOOK_STRING_MAX)
		return -EINVAL;
	record = kmalloc(PROCLOOK_RECORD_MAX, GFP_KERNEL);
	if (!record)
		return -ENOMEM;

	for (i = 0; i < count; i++) {
		test->signalled++;
		fill(test, record, bytes);
		named_event_signal(test->event, record);
	}
	kfree(record);

	return 0;
}

static int change(struct test_event *test, int type, unsigned int uid,
		  const char *comm)
{
	test->type = type;
	test->uid = uid;
	memset(test->comm, 0, sizeof(test->comm));
	strscpy(test->comm, comm, sizeof(test->comm));

	return 0;
}

static int command_set(const char *command, const struct kernel_param *param)
{
	unsigned long history_size = HISTORY_SIZE;
	char comm[PROCLOOK_COMM_LEN] = "";
	char name[NAME_SIZE] = "";
	struct test_event *test;
	unsigned int uid;
	int bytes = -1;
	int count, type;

	if (!ready)
		return -ENODEV;

	if (sscanf(command, "create %63s %lu", name, &history_size) >= 1)
		return create(name, history_size);

	if (sscanf(command, "destroy %63s", name) == 1) {
		test = find(name);
		if (!test)
			return -ENOENT;
		destroy(test);
		return 0;
	}

	if (sscanf(command, "signal %63s %d %d", name, &count, &bytes) >= 2) {
		test = find(name);
		return test ? signal(test, count, bytes) : -ENOENT;
	}

	if (sscanf(command, "as %63s %d %u %15s", name, &type, &uid, comm) == 4) {
		test = find(name);
		return test ? change(test, type, uid, comm) : -ENOENT;
	}

	return -EINVAL;
}

static const struct kernel_param_ops command_ops = {
	.set = command_set,
};
module_param_cb(command, &command_ops, NULL, 0200);

static int __init proclook_test_init(void)
{
	int ret;

	kernel_param_lock(THIS_MODULE);
	ret = create("test", HISTORY_SIZE);
	ready = !ret;
	kernel_param_unlock(THIS_MODULE);

	return ret;
}
module_init(proclook_test_init);

static void __exit proclook_test_exit(void)
{
	kernel_param_lock(THIS_MODULE);
	ready = false;
	while (!list_empty(&events))
		destroy(list_first_entry(&events, struct test_event, list));
	kernel_param_unlock(THIS_MODULE);
}
module_exit(proclook_test_exit);

MODULE_DESCRIPTION("Test signaller for proclook");
MODULE_LICENSE("GPL");
