/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an entry says.  Each tells of how many events before its own there is no entry,
 * @skipped: those that were not asked for.  So every number is accounted for:
 *
 *	event	@skipped numbers, then its own
 *	lost	@skipped numbers, then those that are lost, the last of which is @seq
 *	end	@skipped numbers, the last of which is @seq
 */
#ifndef PROCLOOK_FIELDS_H
#define PROCLOOK_FIELDS_H

#include <stdint.h>

#include <proclook.h>

#include "entry.h"

void fields_of_event(struct entry *entry, const struct proclook_event *event,
		     uint64_t skipped);
void fields_of_lost(struct entry *entry, uint64_t generation, uint64_t seq,
		    uint64_t lost, uint64_t skipped);
void fields_of_end(struct entry *entry, uint64_t generation, uint64_t seq,
		   uint64_t skipped);

#endif /* PROCLOOK_FIELDS_H */
