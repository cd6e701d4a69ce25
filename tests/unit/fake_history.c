// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The history: more records than the module would have, so that what is lost under a filter
 * can be counted
 */
#include <stdlib.h>
#include <string.h>

#include "fake_history.h"

static struct {
	char *bytes;
	size_t size;
} kept[FAKE_KEEP_MAX];

void fake_forget_history(void)
{
	size_t i;

	for (i = 0; i < FAKE_KEEP_MAX; i++)
		free(kept[i].bytes);
	memset(kept, 0, sizeof(kept));
}

void fake_keep(void)
{
	size_t i = fake.seq % FAKE_KEEP_MAX;
	char *bytes = realloc(kept[i].bytes, fake.size + 1);

	if (!bytes)
		abort();
	memcpy(bytes, fake.record, fake.size);
	kept[i].bytes = bytes;
	kept[i].size = fake.size;
}

uint64_t fake_oldest(void)
{
	return fake.seq > fake.keep ? fake.seq - fake.keep + 1 : 1;
}

struct proclook_record *fake_kept(uint64_t seq)
{
	return (void *)kept[seq % FAKE_KEEP_MAX].bytes;
}

bool fake_passes(const struct file *file, const struct proclook_record *record)
{
	const struct proclook_filter *filter = &file->filter;

	if (!file->filtered)
		return true;
	if (record->type < 64 && !(filter->types >> record->type & 1))
		return false;
	if (filter->flags & PROCLOOK_FILTER_UID && record->uid != filter->uid)
		return false;
	return !(filter->flags & PROCLOOK_FILTER_COMM) ||
	       !strncmp(record->comm, filter->comm, strlen(filter->comm));
}

uint64_t fake_count(const struct file *file, uint64_t from, uint64_t to)
{
	uint64_t count = 0;

	if (from >= to)
		return 0;
	if (!file->filtered)
		return to - from;
	while (from++ < to)
		count += fake_passes(file, fake_kept(from));
	return count;
}

uint64_t fake_next_match(const struct file *file, uint64_t from, uint64_t to)
{
	while (from++ < to)
		if (fake_passes(file, fake_kept(from)))
			return from;
	return 0;
}

uint64_t fake_last_match(const struct file *file)
{
	uint64_t seq = fake.seq;

	while (seq && !fake_passes(file, fake_kept(seq)))
		seq--;
	return seq;
}
