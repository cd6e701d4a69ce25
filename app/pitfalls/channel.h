/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a watcher learns of news: from a driver with a fault, by its event and what it keeps, or
 * from the named event that such a driver should have had
 */
#ifndef PITFALLS_CHANNEL_H
#define PITFALLS_CHANNEL_H

#include <stdbool.h>

#include <proclook.h>

/**
 * struct channel - of one watcher
 * @watch: NULL: the driver's event
 * @event: what came last
 * @number: the number of that
 */
struct channel {
	struct proclook_watch *watch;
	struct proclook_event *event;
	unsigned int number;
};

/* Behind driver_open() */
void channel_open(struct channel *channel, bool broken);
void channel_close(struct channel *channel);

/* Return: false if the round is over */
bool channel_wait(struct channel *channel);

/*
 * Into @channel->number, and what was missed before it is told.  Return: false if there is
 * nothing that differs from the last one
 */
bool channel_next(struct channel *channel);

/* An actor's part: so many processes start, and each is to be had by so many watchers */
void channel_tell(unsigned int count, int watchers);

/* The other one's: wait, fetch, and again */
void channel_follow(struct channel *channel);

#endif /* PITFALLS_CHANNEL_H */
