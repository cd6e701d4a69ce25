// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "record.h"

/* Small ones first: an input that ends early is that of a plain event */
static void take_numbers(struct input *input, struct proclook_record *record)
{
	static const uint16_t types[] = { PROCLOOK_FORK, PROCLOOK_EXEC, PROCLOOK_EXIT,
		PROCLOOK_THREAD_CREATE, PROCLOOK_THREAD_EXIT, PROCLOOK_IMAGE_LOAD,
		PROCLOOK_LOST, PROCLOOK_EXISTING };
	unsigned int kind = take(input, 1);

	record->type = kind & 0x40 ? take(input, 2) : types[kind % ARRAY_SIZE(types)];
	record->type += !record->type;
	record->flags = kind & 0x80 ? take(input, 4) : take(input, 1);
	record->header_size = sizeof(*record) + take_up_to(input, 7) * 8;
	record->exit_status = take(input, 4);
	record->pid = take(input, 4);
	record->tid = take(input, 4);
	record->ppid = take(input, 4);
	record->uid = take(input, 4);
	record->gid = take(input, 4);
	record->seq = take(input, 8);
	record->seq += !record->seq;
	record->time_ns = take(input, 8);
	record->start_ns = take(input, 8);
	record->parent_start_ns = take(input, 8);
	record->args_total = take(input, 4);
	record->thread_start_ns = take(input, 8);
	record->image_start = take(input, 8);
	record->image_size = take(input, 8);
	record->lost = take(input, 8);
}

/* Often nothing, mostly short; no more than the input has */
static size_t take_length(struct input *input)
{
	size_t len = take(input, 1);

	len = len < 64 ? 0 : len < 192 ? len - 64 :
	      (len - 191) * (PROCLOOK_STRING_MAX / 64);
	return len < input->left ? len : input->left;
}

static void take_string(struct input *input, char *to, size_t len)
{
	char *bytes = take_bytes(input, &len);

	memcpy(to, bytes, len);
	free(bytes);
}

static void no_nul(char *bytes, size_t len)
{
	char *nul;

	while ((nul = memchr(bytes, '\0', len)))
		*nul = '/';
}

struct proclook_record *take_record(struct input *input)
{
	struct proclook_record numbers = { 0 }, *record;
	size_t comm_len;
	char *strings;

	take_numbers(input, &numbers);
	comm_len = take_up_to(input, PROCLOOK_COMM_LEN - 1);
	numbers.args_len = take_length(input);
	numbers.path_len = take_length(input);
	if (numbers.args_len > input->left - numbers.path_len)
		numbers.args_len = input->left - numbers.path_len;
	if (numbers.args_total < numbers.args_len)
		numbers.args_total = numbers.args_len;
	numbers.size = (numbers.header_size + numbers.path_len + 1 +
			numbers.args_len + 1 + 7) / 8 * 8;

	record = memset(room(numbers.size), 0, numbers.size);
	*record = numbers;
	take_string(input, record->comm, comm_len);
	strings = (char *)record + record->header_size;
	take_string(input, strings, record->path_len);
	no_nul(strings, record->path_len);
	take_string(input, strings + record->path_len + 1, record->args_len);
	return record;
}

void take_event(struct input *input, struct proclook_event *event)
{
	memset(event, 0, sizeof(*event));
	event->generation = take(input, 8);
	event->missed = take(input, 8);
	event->buf = (char *)take_record(input);
	event->buf_size = ((struct proclook_record *)event->buf)->size;
	must(!pl_event_check(event, event->buf_size));
}
