/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_FOLLOW_INTERNAL_H
#define PROCLOOK_FOLLOW_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include <proclook.h>

#include "follow.h"
#include "processes.h"

/*
 * @monitor: tells when there may be a device
 * @watch: NULL where it is closed
 * @list: while it lists
 * @listing: number of the newest listing
 * @in_hand: the event still has to be applied
 * @lost: it follows a gap, which was told
 * @list_due: once no event is left
 * @sweep_due: likewise: those that were not listed have ended
 * @sweeping: that goes on; nothing else changes the table meanwhile
 * @swept: all up to this one were looked at; NULL
 * @told: the error that was told last; 0
 * @leaving: was handed out and is no longer in the table
 */
struct follow {
	bool own;
	int epoll_fd;
	struct proclook_monitor *monitor;
	struct proclook_watch *watch;
	struct proclook_processes *list;
	struct proclook_event *event;
	struct processes processes;
	struct program *unknown;
	unsigned int listing;
	bool in_hand;
	bool lost;
	bool list_due;
	bool sweep_due;
	bool sweeping;
	bool shows_all;
	int told;
	struct entry *swept;
	struct entry *leaving;
};

/* --- follow.c: what all of it does --- */

int follow_add_fd(struct follow *follow, int fd, uint32_t events, void *what);

/* Return: 1 */
int follow_tell(struct change *change, enum change_type type, struct entry *entry,
		uint64_t time_ns);

/* The caller of follow_next() has it once more, then it is freed.  Return: 1 */
int follow_leave(struct follow *follow, struct entry *entry, struct change *change,
		 enum change_type type, uint64_t time_ns);

/*
 * Where the event is about another process with the id of one whose end was not seen, that
 * one leaves first.  Return: 1 with @change, or 0
 */
int follow_replace_older(struct follow *follow, struct change *change);

/* Without a program yet.  Return: NULL with ENOMEM */
struct entry *follow_add(struct follow *follow, const struct proclook_record *record);

/* Takes the caller's use of @program.  Return: 0, or -1 where it is NULL */
int follow_set_program(struct entry *entry, struct program *program);

/* Its end may be another user's: then a pidfd tells of it */
void follow_expect_another_user(struct follow *follow, struct entry *entry);

/* The device went away, or what it says makes no sense.  Return: 1 with @change, or -1 */
int follow_fail(struct follow *follow, struct change *change);

/* --- events.c and listing.c --- */

/* Return: 1 with @change, 0 if there is none, or -1 with errno */
int follow_next_event(struct follow *follow, struct change *change);

/* Return: 0, or -1 with ENOMEM */
int follow_start_list(struct follow *follow);

/* Return: 1 with @change, or -1 with errno */
int follow_next_listed(struct follow *follow, struct change *change);

/* Return: 1 with @change, 0 where all of them were looked at */
int follow_sweep(struct follow *follow, struct change *change);

#endif /* PROCLOOK_FOLLOW_INTERNAL_H */
