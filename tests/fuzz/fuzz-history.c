// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The module's ring of records against a list that forgets nothing
 *
 *	input: size of the ring, where its positions begin, how much of a record is copied,
 *	then the records' sizes
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "history.h"

#define HEADER		sizeof(struct proclook_record)
#define ADDS_MAX	400
/* Of the ring from the positions, as in a module with large pages */
#define OFFSET		4096

static struct history history;

/* Every record ever added: number N is at [N - 1] */
static struct {
	u64 pos;
	u32 size;
} all[ADDS_MAX];
static u64 count;

static union {
	struct proclook_record record;
	unsigned char bytes[PROCLOOK_RECORD_MAX];
} filled, copied;

/*
 * What memcpy() is in history.c, see the Makefile: bytes change only where no
 * reader is told that a record is
 */
void *watched_memcpy(void *to, const void *from, size_t size);
void *watched_memcpy(void *to, const void *from, size_t size)
{
	u64 head = history.map->head;
	u64 pos = head + ((u8 *)to - history.data - head) % history.size;

	/* A reader's copy */
	if (to == copied.bytes)
		return memcpy(to, from, size);
	must(pos + size - history.map->tail <= history.size);
	must(history.map->newest != pos);
	return memcpy(to, from, size);
}

/* Bytes that follow from the number, so that no two records are alike */
static void fill(u64 seq, u32 size)
{
	u32 i;

	for (i = HEADER; i < size; i++)
		filled.bytes[i] = seq * 7 + i;
	filled.record.size = size;
	filled.record.header_size = HEADER;
	filled.record.type = PROCLOOK_FORK + seq % 3;
	filled.record.pid = seq;
	filled.record.seq = ~0ULL;
	filled.record.time_ns = ~0ULL;
}

static u64 next_pos(u64 head, u32 size)
{
	u64 end = head / history.size * history.size + history.size;

	return head + size <= end ? head : end;
}

static const struct proclook_record *at(u64 pos)
{
	return (const struct proclook_record *)(history.data + pos % history.size);
}

static bool is_whole(u64 seq)
{
	const struct proclook_record *record = at(all[seq - 1].pos);

	fill(seq, all[seq - 1].size);
	filled.record.seq = seq;
	filled.record.time_ns = 1000 * seq;
	return !memcmp(record, filled.bytes, all[seq - 1].size);
}

/* A record is there until one of its bytes, or what fills a gap, is needed */
static bool is_there(u64 seq)
{
	return all[seq - 1].pos + history.size >= all[count - 1].pos +
						  all[count - 1].size;
}

static void check_newest(void)
{
	const struct proclook_record *newest;
	u64 pos;

	newest = history_newest(&history, &pos);
	must(newest == at(all[count - 1].pos));
	must(pos == all[count - 1].pos);
	must(is_whole(count));
}

/* What is copied of a record: up to @room bytes, and nothing behind them */
static void check_copy(u64 seq, u32 room)
{
	u64 pos = all[seq - 1].pos;
	u32 size = all[seq - 1].size;
	u32 part = size < room ? size : room;
	int found;

	memset(copied.bytes, 0x5a, sizeof(copied));
	found = history_next(&history, &pos, copied.bytes, room);
	must(history_intact(&history, all[seq - 1].pos) == is_there(seq));
	must(pos == all[seq - 1].pos);
	if (!is_there(seq)) {
		must(found == HISTORY_GONE);
		return;
	}
	must(found == (int)size);
	must(is_whole(seq));
	must(!memcmp(copied.bytes, filled.bytes, part));
	must(part == sizeof(copied) || copied.bytes[part] == 0x5a);
}

/* From the oldest record to the newest: each once, past what fills the ring's end */
static void check_walk(u64 oldest)
{
	u64 seq = oldest;
	u64 pos = 0;
	int size;

	size = history_oldest(&history, &pos, copied.bytes, sizeof(copied));
	while (size > 0) {
		must(seq <= count && pos == all[seq - 1].pos);
		must(copied.record.seq == seq++);
		pos += size;
		size = history_next(&history, &pos, copied.bytes, sizeof(copied));
	}
	must(size == HISTORY_END);
	must(seq == count + 1);
	must(pos == history.map->head);
}

static void check_all(u32 room)
{
	u64 oldest = count, seq;

	for (seq = count; seq; seq--) {
		check_copy(seq, room);
		if (is_there(seq))
			oldest = seq;
	}
	must(history.oldest_seq == oldest);
	must(history_overwritten(&history) == oldest - 1);
	must(history.map->head == all[count - 1].pos + all[count - 1].size);
	check_walk(oldest);
}

static void add(u32 size)
{
	u64 head = history.map->head;

	count++;
	all[count - 1].pos = next_pos(head, size);
	all[count - 1].size = size;
	fill(count, size);
	history_add(&history, &filled.record, count, 1000 * count);
	/* Or the next one might walk for ever */
	must(next_pos(head, size) == head ||
	     (at(head)->type == PROCLOOK_MAP_FILLER &&
	      head + at(head)->size == all[count - 1].pos));
	check_newest();
}

/* One byte a record: small ones, large ones, or just up to the end of the ring */
static u32 take_record_size(struct input *input)
{
	u32 kind = take(input, 1);
	u32 to_end = history.size - history.map->head % history.size;
	u32 size = kind < 128 ? HEADER + kind * 8 :
		   kind < 224 ? PROCLOOK_RECORD_MAX - (kind - 128) * 72 :
				to_end - (kind - 224) * 8;

	return size < HEADER || size > PROCLOOK_RECORD_MAX ? HEADER : size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	u32 bytes = HISTORY_SIZE_MIN << take_up_to(&input, 2);
	/* Positions only grow: about where they no longer fit into 32 bits */
	u64 first = (take(&input, 1) & 1) << 32;
	u32 part = 8 + take_up_to(&input, PROCLOOK_RECORD_MAX - 8);
	u8 *memory = memset(room(OFFSET + bytes), 0, OFFSET + bytes);
	u64 pos;

	history_init(&history, memory, OFFSET, bytes, 0);
	must(!history_newest(&history, &pos));
	if (first) {
		history.map->head = first - bytes;
		history.map->tail = history.map->head;
	}
	for (count = 0; input.left && count < ADDS_MAX;) {
		add(take_record_size(&input));
		if (count % 16 == 0 || !input.left)
			check_all(part);
	}
	free(memory);
	return 0;
}
