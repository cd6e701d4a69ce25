/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef PROCLOOK_BATCH_H
#define PROCLOOK_BATCH_H

#include "internal.h"

/*
 * Records one behind the other, as read() and LIST give them: @used of @size bytes, the
 * next one at @at
 */
struct pl_batch {
	char *buf;
	size_t size;
	size_t used;
	size_t at;
};

int pl_batch_reserve(struct pl_batch *batch, size_t size);
int pl_batch_grow(struct pl_batch *batch, size_t size);
void pl_batch_release(struct pl_batch *batch);
int pl_batch_take(struct pl_batch *batch, struct proclook_event *event);

#endif /* PROCLOOK_BATCH_H */
