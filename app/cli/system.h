/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_SYSTEM_H
#define PROCLOOK_SYSTEM_H

#include <stdbool.h>

#define MODULE_DIR	"/sys/module/proclook"
#define CLASS_DIR	"/sys/class/proclook"
#define NODE_DIR	"/dev/proclook"

bool module_is_loaded(void);

/* For the running kernel, where modprobe would find it */
bool module_is_installed(void);
const char *kernel_release(void);

/* Does the module have this named event, whether or not there is a node? */
bool has_named_event(const char *name);

/* The line that helps with @error of the device @name; the exit code for it */
const char *hint_for(int error, const char *name);
int exit_code_for(int error);

/* Says on stderr what failed and what to do; the exit code */
int explain(int error, const char *name);

#endif /* PROCLOOK_SYSTEM_H */
