// SPDX-License-Identifier: GPL-2.0-only
/*
 * Source of the named event "image": files that become executable in a process' memory
 *
 * It works only while somebody has its device open, see mapping_probe.c.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cache.h>
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "compat.h"
#include "mapping_probe.h"
#include "record.h"
#include "source.h"

static unsigned long image_history __ro_after_init = 1 << 18;
module_param(image_history, ulong, 0444);
MODULE_PARM_DESC(image_history, "bytes of history of the event image, 32768 to 1073741824 (default 262144)");

static struct named_event *image_event __ro_after_init;

/* As those of exec in source_process.c: only processes map */
static struct path_record __percpu *image_scratches __ro_after_init;

/*
 * Does it have more rights than its real user, who may watch it?  Then /proc/PID/maps is closed
 * to him, lest he know where to hit it.
 */
static bool is_elevated(const struct cred *cred)
{
	return !uid_eq(cred->euid, cred->uid) || !uid_eq(cred->suid, cred->uid) ||
	       !gid_eq(cred->egid, cred->gid) || !gid_eq(cred->sgid, cred->gid) ||
	       (cred->user_ns == &init_user_ns && !uid_eq(cred->uid, GLOBAL_ROOT_UID) &&
		!cap_isclear(cred->cap_permitted));
}

/* Threads may have different ones; what the record says of users is the leader's */
static bool has_secret_addresses(void)
{
	bool ret;

	rcu_read_lock();
	ret = is_elevated(current_cred()) ||
	      is_elevated(__task_cred(current->group_leader));
	rcu_read_unlock();

	return ret;
}

static void fill_image(struct proclook_record *record, const struct vm_area_struct *vma)
{
	memset(record, 0, sizeof(*record));
	record_fill(record, PROCLOOK_IMAGE_LOAD, current);
	record_set_thread(record, current);
	if (!has_secret_addresses())
		record->image_start = vma->vm_start;
	record->image_size = vma->vm_end - vma->vm_start;
	if (!record_set_path(record, compat_user_path(vma->vm_file)))
		record_set_path_as_called(record, "%pD", vma->vm_file);
	record_seal(record);
}

static void image_probe(const struct vm_area_struct *vma)
{
	struct proclook_record *record;

	if (!vma->vm_file || !(vma->vm_flags & VM_EXEC))
		return;

	/* The scratch is this CPU's until the record has been copied */
	preempt_disable();
	record = &this_cpu_ptr(image_scratches)->record;
	fill_image(record, vma);
	named_event_signal(image_event, record);
	preempt_enable();
}

static int image_open(void)
{
	return mapping_probe_get(image_probe);
}

static const struct named_event_ops image_ops = {
	.open		= image_open,
	.release	= mapping_probe_put,
};

int source_image_init(void)
{
	image_scratches = alloc_percpu(struct path_record);
	if (!image_scratches) {
		pr_err("no memory for the tables of the event image\n");
		return -ENOMEM;
	}

	image_event = named_event_alloc(image_history, &image_ops);
	if (IS_ERR(image_event)) {
		pr_err("cannot create the event image with image_history=%lu: %pe\n",
		       image_history, image_event);
		free_percpu(image_scratches);
		return PTR_ERR(image_event);
	}

	if (!mapping_probe_is_possible())
		pr_info("the event image is not to be had on this kernel: it is PREEMPT_RT, or has no kprobes on ftrace\n");

	return 0;
}

int source_image_add(void)
{
	int ret = named_event_add(image_event, THIS_MODULE, "image");

	if (ret)
		pr_err("cannot create the device image: %pe\n", ERR_PTR(ret));

	return ret;
}

void source_image_exit(void)
{
	mapping_probe_exit();
	named_event_destroy(image_event);
	free_percpu(image_scratches);
}
