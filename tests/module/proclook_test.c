// SPDX-License-Identifier: GPL-2.0-only
/*
 * A signaller that does what it is told; never installed
 *
 * Commands are written to /sys/module/proclook_test/parameters/command:
 *
 *	create NAME			make a named event
 *	destroy NAME			take it away
 *	signal NAME COUNT [BYTES]	signal COUNT records
 *
 * The nth record of a named event is an exec of process n by "/test/n", with the
 * arguments "test" and "n", or with BYTES times 'x'.  "test" exists from the start.
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

static int create(const char *name)
{
	struct test_event *test = kzalloc(sizeof(*test), GFP_KERNEL);
	int ret;

	if (!test)
		return -ENOMEM;

	strscpy(test->name, name, sizeof(test->name));
	test->event = named_event_create(name, HISTORY_SIZE);
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

static void fill(struct proclook_record *record, int n, int bytes)
{
	char *strings = (char *)(record + 1);

	memset(record, 0, PROCLOOK_RECORD_MAX);
	record->header_size = sizeof(*record);
	record->type = PROCLOOK_EXEC;
	record->pid = n;
	record->tid = n;
	record->ppid = 1;
	record->start_ns = n;
	strscpy(record->comm, "test", sizeof(record->comm));

	record->path_len = sprintf(strings, "/test/%d", n);
	strings += record->path_len + 1;
	if (bytes >= 0) {
		memset(strings, 'x', bytes);
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
		fill(record, ++test->signalled, bytes);
		named_event_signal(test->event, record);
	}
	kfree(record);

	return 0;
}

static int command_set(const char *command, const struct kernel_param *param)
{
	char name[NAME_SIZE] = "";
	struct test_event *test;
	int bytes = -1;
	int count;

	if (!ready)
		return -ENODEV;

	if (sscanf(command, "create %63s", name) == 1)
		return create(name);

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
	ret = create("test");
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
