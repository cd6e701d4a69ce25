// SPDX-License-Identifier: LGPL-2.1-or-later
/* The processes there are, a batch at a time */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "watch.h"

/* Several hundred processes with paths of common length */
#define BATCH_SIZE	65536

/*
 * @place: where the module goes on
 * @fresh: as in struct proclook_watch
 */
struct proclook_processes {
	const struct proclook_watch *watch;
	struct proclook_list place;
	struct pl_batch batch;
	struct proclook_event fresh;
};

PROCLOOK_API struct proclook_processes *
proclook_processes_new(struct proclook_watch *watch)
{
	struct proclook_processes *list = calloc(1, sizeof(*list));

	if (!list)
		return NULL;
	list->watch = watch;
	if (pl_event_init(&list->fresh)) {
		free(list);
		return NULL;
	}
	return list;
}

PROCLOOK_API void proclook_processes_free(struct proclook_processes *list)
{
	if (!list)
		return;
	pl_event_release(&list->fresh);
	pl_batch_release(&list->batch);
	free(list);
}

/* Moves list->place only when all is well */
static int list_batch(struct proclook_processes *list)
{
	struct pl_batch *batch = &list->batch;
	struct proclook_list place;

	if (pl_batch_reserve(batch, BATCH_SIZE))
		return -1;
	for (;;) {
		place = list->place;
		place.buf = (uintptr_t)batch->buf;
		place.buf_size = (__u32)batch->size;
		if (!ioctl(list->watch->device_fd, PROCLOOK_IOC_LIST, &place))
			break;
		if (errno != EMSGSIZE || pl_batch_grow(batch, place.record_size))
			return -1;
	}
	/* One that brings nothing and does not end would be asked for ever */
	if (place.used > batch->size ||
	    (!place.used && !(place.state & PROCLOOK_LIST_END))) {
		errno = EPROTO;
		return -1;
	}
	batch->used = place.used;
	list->place = place;
	return 0;
}

PROCLOOK_API int proclook_processes_next(struct proclook_processes *list,
					 struct proclook_event *event)
{
	struct proclook_event *fresh = &list->fresh;
	struct pl_batch *batch = &list->batch;

	if (batch->at == batch->used) {
		if (list->place.state & PROCLOOK_LIST_END)
			return 0;
		if (list_batch(list))
			return -1;
		if (!batch->used)
			return 0;
	}
	if (pl_batch_take(batch, fresh))
		return -1;
	if (proclook_event_get_record(fresh)->type != PROCLOOK_EXISTING) {
		errno = EPROTO;
		return -1;
	}
	fresh->generation = list->place.generation;
	fresh->missed = 0;
	pl_event_exchange(fresh, event);
	return 1;
}

PROCLOOK_API uint64_t
proclook_processes_get_seq(const struct proclook_processes *list)
{
	return list->place.seq;
}
