/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DIAGNOSE_H
#define PROCLOOK_DIAGNOSE_H

#include <stdbool.h>

#define MODULE_DIR	"/sys/module/proclook"
#define NODE_DIR	"/dev/proclook"

bool module_is_loaded(void);

/* For the running kernel, where modprobe would find it */
bool module_is_installed(void);
const char *kernel_release(void);

/* The exit code for @error of a device */
int exit_code_for(int error);

/* What to do about it: "", or it begins with "; ".  Good until the next call */
const char *hint_for(int error, const char *name);

/* Says on stderr what failed and what to do; the exit code */
int explain(int error, const char *name);

#endif /* PROCLOOK_DIAGNOSE_H */
