/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_FAMILY_H
#define PROCLOOK_FAMILY_H

#include <stdbool.h>
#include <stdint.h>

#include <proclook.h>

#include "table.h"

/*
 * All that descends from this process
 * @self: its id
 * @members: descendants that have not ended
 * @before: those of before the last loss
 */
struct family {
	int32_t self;
	struct table members;
	struct table before;
};

int family_start(struct family *family);
void family_end(struct family *family);

/*
 * Is the event about a descendant?  Has to be told of every fork and every exit.
 * Return: 1, 0, or -1 if there is no memory
 */
int family_follow(struct family *family, const struct proclook_record *record);

/*
 * After a loss: from the list of processes, as it is behind event number @seq.
 * Return: 0, or -1 with errno
 */
int family_list(struct family *family, struct proclook_watch *watch, uint64_t *seq);

#endif /* PROCLOOK_FAMILY_H */
