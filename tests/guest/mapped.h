/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The history as who maps it reads it, by the protocol of the uapi header */
#ifndef TESTS_GUEST_MAPPED_H
#define TESTS_GUEST_MAPPED_H

#include "common.h"

/**
 * struct mapped - one reader
 * @map: the mapping
 * @size: its bytes
 * @data: the ring
 * @data_size: its bytes
 * @pos: where it goes on
 * @fillers: how often it stepped over what fills the end
 */
struct mapped {
	const struct proclook_map *map;
	size_t size;
	const unsigned char *data;
	__u64 data_size;
	__u64 pos;
	__u64 fillers;
};

enum mapped_result { MAPPED_END, MAPPED_RECORD, MAPPED_OVERRUN };

/* maps all of it; begins with what comes next */
void mapped_open(struct mapped *mapped, int fd);
void mapped_close(struct mapped *mapped);
/* a position; also where 64 bits are no single word */
__u64 mapped_load(const void *position);
/* copies the next one; after an overrun it goes on with the oldest */
enum mapped_result mapped_next(struct mapped *mapped, struct proclook_record *to);

#endif /* TESTS_GUEST_MAPPED_H */
