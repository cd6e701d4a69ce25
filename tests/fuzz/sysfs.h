/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A machine of which "proclook info" reads anything: files, folders, names.  Each
 * question is answered from the input, as it comes.
 */
#ifndef FUZZ_SYSFS_H
#define FUZZ_SYSFS_H

#include <stdbool.h>
#include <stddef.h>

#include "fuzz.h"

#define RELEASE_MAX	65

/*
 * struct sysfs - the answers given so far that the output must agree with
 * @modules: modules.dep, or NULL where there is none
 * @srcversion: content of the module's file, or NULL
 */
extern struct sysfs {
	struct input input;
	char release[RELEASE_MAX];
	bool loaded;
	char *modules;
	size_t modules_len;
	char *srcversion;
	size_t srcversion_len;
} sysfs;

void sysfs_begin(const struct input *input);
void sysfs_end(void);

#endif /* FUZZ_SYSFS_H */
