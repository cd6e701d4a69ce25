/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_OPTIONS_H
#define PROCLOOK_OPTIONS_H

#include <getopt.h>
#include <stdint.h>

#include "output.h"

/* Options of every command that shows events */
enum {
	OPT_UTC = 0x100,
	OPT_LOCALTIME,
	OPT_COLOR,
	OPT_COMMAND,		/* first one that a command may use for itself */
};

/*
 * getopt_long() for the command's own options, at most 16, and for those above;
 * what the command does not know goes to options_apply().
 */
int options_getopt(int argc, char **argv, const char *own_short,
		   const struct option *own_long);

/* Return: GO_ON, or the exit code */
int options_apply(struct output *output, int option, const char *value);

/* Values that several commands take, as --NAME VALUE.  Return: likewise */
int period_option(const char *name, const char *value, int64_t *period);
int limit_option(const char *name, const char *value, uint64_t *limit);

#endif /* PROCLOOK_OPTIONS_H */
