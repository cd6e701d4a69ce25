// SPDX-License-Identifier: GPL-2.0-only
/*
 * Load and unload, in one visible order
 *
 * Class and numbers; each source with all that can fail, its hooks last; then, when
 * nothing can stop the load any more but memory for a device, the devices: a
 * module whose load fails is freed even if somebody has opened one by then.
 * Unloading is the mirror image.  What fails says why in one line of the log.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

#include "internal.h"
#include "source.h"

/**
 * struct source - a named event that the module itself signals
 * @init: allocates the event, then hooks the kernel if that is not done on demand
 * @add: gives the event its device
 * @exit: undoes both, or @init alone
 */
struct source {
	int	(*init)(void);
	int	(*add)(void);
	void	(*exit)(void);
};

static const struct source sources[] = {
	{ source_process_init, source_process_add, source_process_exit },
	{ source_thread_init, source_thread_add, source_thread_exit },
	{ source_image_init, source_image_add, source_image_exit },
};

static void sources_exit(size_t count)
{
	while (count--)
		sources[count].exit();
}

static int sources_init(void)
{
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(sources); i++) {
		ret = sources[i].init();
		if (ret) {
			sources_exit(i);
			return ret;
		}
	}

	return 0;
}

static int sources_add(void)
{
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(sources); i++) {
		ret = sources[i].add();
		if (ret)
			return ret;
	}

	return 0;
}

static int __init proclook_init(void)
{
	int ret;

	ret = proclook_devices_init();
	if (ret) {
		pr_err("cannot register the device class: %pe\n", ERR_PTR(ret));
		return ret;
	}

	ret = sources_init();
	if (ret)
		goto err_devices;

	ret = sources_add();
	if (ret)
		goto err_sources;

	return 0;

err_sources:
	sources_exit(ARRAY_SIZE(sources));
err_devices:
	proclook_devices_exit();
	return ret;
}
module_init(proclook_init);

static void __exit proclook_exit(void)
{
	sources_exit(ARRAY_SIZE(sources));
	proclook_devices_exit();
}
module_exit(proclook_exit);

MODULE_DESCRIPTION("Named events: tells programs of processes, threads and images that come and go");
MODULE_AUTHOR("The proclook authors");
MODULE_LICENSE("GPL");
MODULE_VERSION(PROCLOOK_VERSION);
