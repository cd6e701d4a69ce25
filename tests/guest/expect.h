/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is a record right in every field? */
#ifndef TESTS_GUEST_EXPECT_H
#define TESTS_GUEST_EXPECT_H

#include "self.h"

/**
 * struct expected - what a record should be
 * @type: enum proclook_type
 * @flags: PROCLOOK_F_*
 * @status: exit_status
 * @tid: as the record has it
 * @self: what the process knows
 * @parent_ticks: when its parent was started
 * @from: when it happened, at the earliest
 * @to: and at the latest
 * @path: NULL if there is none
 * @args: the arguments, all of them; NULL if there are none
 * @args_len: their length
 */
struct expected {
	int			type;
	__u32			flags;
	int			status;
	int			tid;
	const struct self	*self;
	__u64			parent_ticks;
	__u64			from, to;
	const char		*path;
	const char		*args;
	size_t			args_len;
};

/* One test */
void check_record(const char *name, const char *event, const struct snap *snap,
		  const struct expected *expected);

#endif /* TESTS_GUEST_EXPECT_H */
