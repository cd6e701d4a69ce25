/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What read() gives, record by record */
#ifndef TESTS_GUEST_BATCH_H
#define TESTS_GUEST_BATCH_H

#include "common.h"

#define BATCH_SIZE	65536

/**
 * struct batch - what one read() gave
 * @error: 0 or errno
 * @len: what it returned
 * @at: where batch_next() goes on
 * @raw: the bytes, poisoned before; nobody may touch those behind @len
 */
struct batch {
	int error;
	ssize_t len;
	size_t at;
	unsigned char raw[BATCH_SIZE + BEHIND] __aligned(8);
};

/* with a buffer of @size; 0 or errno */
int batch_read(int fd, struct batch *batch, size_t size);
/* the next record, or NULL; ends the suite if it is not one */
const struct proclook_record *batch_next(struct batch *batch);
/* no byte behind what it returned was touched */
bool batch_is_clean(const struct batch *batch);

/* read() until poll() says that there is nothing: how many records, lost ones too */
__u64 read_rest(int fd);

#endif /* TESTS_GUEST_BATCH_H */
