// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "batch.h"

/* Room for at least @size bytes; what was in it is gone */
int pl_batch_reserve(struct pl_batch *batch, size_t size)
{
	batch->used = 0;
	batch->at = 0;
	if (batch->size >= size)
		return 0;
	free(batch->buf);
	batch->buf = malloc(size);
	batch->size = batch->buf ? size : 0;
	return batch->buf ? 0 : -1;
}

/* The module said that a record needs @size bytes, of which there are fewer */
int pl_batch_grow(struct pl_batch *batch, size_t size)
{
	if (size <= batch->size || size > PL_RECORD_LIMIT) {
		errno = EPROTO;
		return -1;
	}
	return pl_batch_reserve(batch, size);
}

void pl_batch_release(struct pl_batch *batch)
{
	free(batch->buf);
}

/*
 * The next record, of which there is one.  With one that makes no sense nobody knows where
 * the others begin: they are dropped.
 */
int pl_batch_take(struct pl_batch *batch, struct proclook_event *event)
{
	size_t left = batch->used - batch->at;
	const char *record = batch->buf + batch->at;
	uint32_t size = 0;

	if (left >= sizeof(size))
		memcpy(&size, record, sizeof(size));
	if (size <= left) {
		if (!pl_event_fill(event, record, size)) {
			batch->at += size;
			return 0;
		}
		if (errno == ENOMEM)
			return -1;
	}
	batch->at = batch->used;
	errno = EPROTO;
	return -1;
}
