// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "batch.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int batch_read(int fd, struct batch *batch, size_t size)
{
	memset(batch->raw, POISON, sizeof(batch->raw));
	batch->at = 0;
	batch->len = read(fd, batch->raw, size);
	batch->error = batch->len < 0 ? errno : 0;

	return batch->error;
}

const struct proclook_record *batch_next(struct batch *batch)
{
	const struct proclook_record *record = (void *)(batch->raw + batch->at);
	ssize_t rest = batch->len - (ssize_t)batch->at;

	if (rest <= 0)
		return NULL;
	if (rest < (ssize_t)sizeof(*record) || record->size < sizeof(*record) ||
	    (ssize_t)record->size > rest || record->size % 8)
		bail("read() gave what is no record, at %zu of %zd", batch->at, batch->len);
	batch->at += record->size;

	return record;
}

bool batch_is_clean(const struct batch *batch)
{
	size_t used = batch->len > 0 ? batch->len : 0;

	return all_bytes(batch->raw + used, sizeof(batch->raw) - used, POISON);
}

__u64 read_rest(int fd)
{
	static struct batch batch;
	const struct proclook_record *record;
	__u64 count = 0;

	while (poll_now(fd, POLLIN)) {
		errno = batch_read(fd, &batch, BATCH_SIZE);
		must(!errno);
		while ((record = batch_next(&batch)))
			count += record->type == PROCLOOK_LOST ? record->lost : 1;
	}

	return count;
}
