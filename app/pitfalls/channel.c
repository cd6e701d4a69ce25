// SPDX-License-Identifier: GPL-2.0-or-later
#include "channel.h"

#include "driver.h"
#include "stage.h"
#include "tally.h"

void channel_open(struct channel *channel, bool broken)
{
	channel->watch = broken ? NULL : watch_open("pitfalls");
	channel->event = event_new();
	channel->number = 0;
}

void channel_close(struct channel *channel)
{
	proclook_watch_close(channel->watch);
	proclook_event_free(channel->event);
}

bool channel_wait(struct channel *channel)
{
	bool woken;

	wait_begins();
	woken = channel->watch ? watch_wait(channel->watch) : !driver_wait();
	wait_ends();
	return woken;
}

static bool next_of_driver(struct channel *channel)
{
	unsigned int number;

	if (driver_fetch(&number) || number == channel->number)
		return false;
	channel->number = number;
	return true;
}

bool channel_next(struct channel *channel)
{
	if (!channel->watch)
		return next_of_driver(channel);
	if (!watch_next(channel->watch, channel->event))
		return false;
	channel->number = (unsigned int)proclook_event_get_record(channel->event)->pid;
	tally_told((unsigned int)proclook_event_get_missed(channel->event));
	return true;
}

void channel_tell(unsigned int count, int watchers)
{
	unsigned int number;

	for (number = 101; number <= 100 + count && point("send"); number++) {
		say("%u starts: tell", number);
		tally_sent(number, watchers);
		driver_send(number);
	}
}

/* Return: how many there were */
static int fetch_all(struct channel *channel)
{
	int fetched = 0;

	for (; channel_next(channel); fetched++) {
		say("fetch: %u", channel->number);
		tally_arrived(channel->number);
	}
	return fetched;
}

void channel_follow(struct channel *channel)
{
	while (point("wait")) {
		say("wait");
		if (!channel_wait(channel) || !point("fetch"))
			return;
		if (!fetch_all(channel))
			say("fetch: nothing new");
	}
}
