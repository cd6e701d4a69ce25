// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "fault.h"

struct fault fault_take(struct input *input)
{
	struct fault fault = { 0 };

	fault.kind = take(input, 1);
	fault.which = take(input, 1);
	fault.number = take(input, 2);
	return fault;
}

/* What pl_event_check() looks at, or a text is made of */
static const struct {
	size_t offset;
	size_t bytes;
} fields[] = {
#define FIELD(name) { offsetof(struct proclook_record, name), \
		      sizeof(((struct proclook_record *)0)->name) }
	FIELD(size), FIELD(type), FIELD(header_size), FIELD(seq), FIELD(path_len),
	FIELD(args_len), FIELD(args_total), FIELD(exit_status),
};

/* Just beside what is right */
static int64_t step(const struct fault *fault)
{
	static const int steps[] = { 1, -1, 8, -8, 4, -4, 2, 0 };

	return steps[fault->number % ARRAY_SIZE(steps)];
}

static void change_field(const struct fault *fault, struct proclook_record *record)
{
	static const uint64_t values[] = { 0, 1, 128, UINT16_MAX - 7, INT32_MAX,
		UINT32_MAX - 1, UINT32_MAX, UINT64_MAX };
	bool absolute = fault->which & 0x80;
	size_t field = fault->which % ARRAY_SIZE(fields);
	char *place = (char *)record + fields[field].offset;
	uint64_t value = 0;

	memcpy(&value, place, fields[field].bytes);
	value += step(fault);
	/* What does no harm beside strings may do it where there are none */
	chose(field * 16 + absolute * 8 + fault->number % 8 +
	      (record->path_len || record->args_len ? 0 : 256));
	if (absolute)
		value = values[fault->number % ARRAY_SIZE(values)];
	memcpy(place, &value, fields[field].bytes);
}

/* The strings reach to the end of the record, or just not */
static void stretch(const struct fault *fault, struct proclook_record *record,
		    size_t size)
{
	const uint32_t space = size - record->header_size - 2 + step(fault);

	chose(128 + fault->which % 4 * 8 + fault->number % 8);
	if (fault->which & 1)
		record->path_len = space - record->args_len;
	else
		record->args_len = space - record->path_len;
	if (fault->which & 2)
		record->args_total = record->args_len;
}

/* From some byte on there is no NUL any more */
static void fill(const struct fault *fault, struct proclook_record *record, size_t size)
{
	char *bytes = (char *)record;
	size_t i = sizeof(*record);

	if (fault->which & 1)
		i += fault->number % (size - i);
	for (; i < size; i++)
		bytes[i] = bytes[i] ? bytes[i] : 'x';
}

uint32_t fault_plant(const struct fault *fault, struct proclook_record *record,
		     size_t size)
{
	uint32_t more = step(fault) * (fault->which & 1 ? 1 : 1100);

	switch (fault->kind % 6) {
	case 0:
	case 1:
		change_field(fault, record);
		return 0;
	case 2:
		stretch(fault, record, size);
		return 0;
	case 3:
		fill(fault, record, size);
		return 0;
	case 4:
		memset(record->comm, 'x', sizeof(record->comm));
		return 0;
	default:
		chose(160 + fault->which % 2 * 8 + fault->number % 8);
		record->size += more;
		return more;
	}
}
