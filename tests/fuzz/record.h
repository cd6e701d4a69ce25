/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_RECORD_H
#define FUZZ_RECORD_H

#include "fuzz.h"
#include "internal.h"

/*
 * A record as the module could send it, but for what no program relies on: any
 * numbers, any bytes.  In memory of just its size, to be freed.
 */
struct proclook_record *take_record(struct input *input);

/* An event that has such a record; its buffer has to be freed */
void take_event(struct input *input, struct proclook_event *event);

#endif /* FUZZ_RECORD_H */
