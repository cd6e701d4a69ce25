/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reader whose SNAPSHOT stops in the middle of the copy, with certainty
 *
 * The second half of its buffer is memory that userfaultfd(2) hands over only when the
 * suite says so.
 */
#ifndef TESTS_GUEST_READER_H
#define TESTS_GUEST_READER_H

#include "common.h"

/*
 * struct reader - a thread that gets stuck in SNAPSHOT
 * @node: its watcher
 * @memory: a page that is there, then some that are not
 * @uffd: where the missing ones are asked for
 */
struct reader {
	pthread_t thread;
	int node;
	char *memory;
	int uffd;
	struct proclook_snapshot arg;
	int error;
};

void reader_open(struct reader *reader, const char *name);
/* Returns when the thread is stuck */
void reader_start(struct reader *reader);
/* Lets it go on, and returns when it is done */
void reader_finish(struct reader *reader);
void reader_close(struct reader *reader);

/* Is it the one record of the test module that has this number? */
bool is_whole(const struct proclook_record *record, __u32 size);
/* What the reader got, and if that is whole */
const struct proclook_record *reader_record(const struct reader *reader);
bool reader_is_whole(const struct reader *reader);

#endif /* TESTS_GUEST_READER_H */
