/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_FAULT_H
#define FUZZ_FAULT_H

#include "record.h"

/* One thing that is wrong with a record that was good */
struct fault {
	unsigned int kind;
	unsigned int which;
	unsigned int number;
};

/* Taken before the record, whose strings may take all the rest */
struct fault fault_take(struct input *input);

/* Return: by how much the record says it is larger than its @size */
uint32_t fault_plant(const struct fault *fault, struct proclook_record *record,
		     size_t size);

#endif /* FUZZ_FAULT_H */
