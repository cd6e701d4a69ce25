// SPDX-License-Identifier: GPL-2.0-only
/*
 * What udev is told of a program that starts or ends
 *
 * Its name is one word: letters, digits and ":-_." stand for themselves, every other byte is
 * \xHH.  So it cannot become a second property, argument or unit, whoever chose it.
 */
#include <linux/device.h>
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/string_helpers.h>

#include "uevent.h"

/**
 * uevent_escape() - a name as one word
 * @name: as in proclook_record.comm
 * @escaped: receives the word
 */
void uevent_escape(const char *name, char escaped[UEVENT_NAME_MAX])
{
	int len = string_escape_mem(name, strlen(name), escaped, UEVENT_NAME_MAX - 1,
				    ESCAPE_NAP | ESCAPE_APPEND | ESCAPE_HEX,
				    " !\"#$%&'()*+,/;<=>?@[\\]^`{|}~");

	escaped[len] = '\0';
}

/* As a shell has it */
static int shell_status(int status)
{
	return status & 0x7f ? 128 + (status & 0x7f) : status >> 8 & 0xff;
}

static int add_properties(struct kobj_uevent_env *env, const struct proclook_record *record,
			  u64 dropped)
{
	bool is_exit = record->type == PROCLOOK_EXIT;
	char name[UEVENT_NAME_MAX];

	uevent_escape(record->comm, name);

	return add_uevent_var(env, "PROCLOOK_TYPE=%s", is_exit ? "exit" : "exec") ?:
	       add_uevent_var(env, "PROCLOOK_PID=%d", record->pid) ?:
	       add_uevent_var(env, "PROCLOOK_UID=%u", record->uid) ?:
	       add_uevent_var(env, "PROCLOOK_COMM=%s", name) ?:
	       add_uevent_var(env, "PROCLOOK_SEQ=%llu", record->seq) ?:
	       add_uevent_var(env, "PROCLOOK_DROPPED=%llu", dropped) ?:
	       (is_exit ? add_uevent_var(env, "PROCLOOK_STATUS=%d",
					 shell_status(record->exit_status)) : 0);
}

/**
 * uevent_send() - tell udev
 * @dev: the device that has the event "change"
 * @record: an exec or an exit
 * @dropped: how many it was not told before
 *
 * Context: process context, may sleep.
 * Return: 0, or a negative errno and it was not told: -ENOMEM, -EINVAL if the device has gone
 */
int uevent_send(struct device *dev, const struct proclook_record *record, u64 dropped)
{
	struct kobj_uevent_env *env = kzalloc(sizeof(*env), GFP_KERNEL);
	int ret = -ENOMEM;

	if (env)
		ret = add_properties(env, record, dropped);
	if (!ret)
		ret = kobject_uevent_env(&dev->kobj, KOBJ_CHANGE, env->envp);
	kfree(env);

	return ret;
}
