/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_CONFIG_H
#define PROCLOOK_CONFIG_H

#include <sys/stat.h>

#include "news.h"
#include "rules.h"

/**
 * struct config - the user's rules
 * @path: where the file is, or would be; NULL where nobody says where home is
 * @rules: what holds
 * @seen: the file as it was when it was looked at last; all zero where there was none
 */
struct config {
	char *path;
	struct rules *rules;
	struct stat seen;
};

/* With what is built in, until config_refresh().  Return: 0, or -1 with ENOMEM */
int config_start(struct config *config);
void config_end(struct config *config);

/*
 * Reads the file where it is another one than last time.  What is wrong is said on stderr,
 * and is news; what cannot be read changes nothing
 */
void config_refresh(struct config *config, struct news *news);

/* Prints all bad lines of a file; NULL is the user's own.  Return: exit code */
int config_check(const char *path);

#endif /* PROCLOOK_CONFIG_H */
