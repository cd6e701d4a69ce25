// SPDX-License-Identifier: GPL-2.0-or-later
#include <pthread.h>
#include <string.h>

#include "tally.h"
#include "util.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct tally current;

static struct item *find(unsigned int number)
{
	int i;

	for (i = 0; i < current.sent; i++)
		if (current.items[i].number == number)
			return &current.items[i];
	return NULL;
}

/* Before it can arrive anywhere */
void tally_sent(unsigned int number, int wanted)
{
	pthread_mutex_lock(&lock);
	if (current.sent < MAX_ITEMS)
		current.items[current.sent++] = (struct item){ .number = number, .wanted = wanted };
	pthread_mutex_unlock(&lock);
}

void tally_arrived(unsigned int number)
{
	struct item *item;

	pthread_mutex_lock(&lock);
	item = find(number);
	if (item)
		item->arrived++;
	pthread_mutex_unlock(&lock);
}

bool tally_has_arrived(unsigned int number)
{
	const struct item *item;
	bool arrived;

	pthread_mutex_lock(&lock);
	item = find(number);
	arrived = item && item->arrived;
	pthread_mutex_unlock(&lock);
	return arrived;
}

static void add(int *count, int number)
{
	pthread_mutex_lock(&lock);
	*count += number;
	pthread_mutex_unlock(&lock);
}

void tally_told(unsigned int count)
{
	add(&current.told, (int)count);
}

void tally_mistaken(void)
{
	add(&current.mistaken, 1);
}

void tally_mixed_up(void)
{
	add(&current.mixed_up, 1);
}

void tally_left(void)
{
	add(&current.left, 1);
}

void tally_asleep(int count)
{
	add(&current.asleep, count);
}

void tally_woken(bool in_vain)
{
	add(&current.woken, 1);
	add(&current.in_vain, in_vain);
}

struct tally tally_take(void)
{
	struct tally taken = current;

	memset(&current, 0, sizeof(current));
	return taken;
}

enum fault tally_fault(const struct tally *tally)
{
	bool twice = false, shared = false;
	int lost = 0;
	int i;

	for (i = 0; i < tally->sent; i++) {
		const struct item *item = &tally->items[i];

		if (item->arrived > item->wanted)
			twice = true;
		else
			lost += item->wanted - item->arrived;
		if (item->arrived && item->arrived < item->wanted)
			shared = true;
	}
	if (twice)
		return FAULT_TWICE;
	if (tally->in_vain >= SPINS)
		return FAULT_SPIN;
	if (lost <= tally->told)
		return tally->in_vain ? FAULT_HERD : FAULT_NONE;
	if (tally->mistaken)
		return FAULT_MISTAKEN;
	if (tally->mixed_up)
		return FAULT_SOMEBODY_ELSE;
	if (shared && tally->asleep)
		return FAULT_STARVED;
	return tally->left && tally->asleep ? FAULT_LOST_WAKE_UP : FAULT_SILENT_LOSS;
}

const char *fault_name(enum fault fault)
{
	static const char *const names[FAULTS] = {
		[FAULT_NONE]		= "no fault",
		[FAULT_TWICE]		= "twice",
		[FAULT_MISTAKEN]	= "mistaken for a repeat",
		[FAULT_SOMEBODY_ELSE]	= "somebody else",
		[FAULT_STARVED]		= "starved",
		[FAULT_LOST_WAKE_UP]	= "lost wake-up",
		[FAULT_SILENT_LOSS]	= "silent loss",
		[FAULT_HERD]		= "thundering herd",
		[FAULT_SPIN]		= "spins",
	};

	return names[fault];
}

static void print_arrived(const struct tally *tally)
{
	int i, j;

	put("arrived");
	for (i = 0; i < tally->sent; i++)
		for (j = 0; j < tally->items[i].arrived; j++)
			put(" %u", tally->items[i].number);
}

static void print_count(int count, const char *what)
{
	if (count)
		put("; %d %s", count, what);
}

void tally_print(const struct tally *tally)
{
	int i;

	put("sent");
	for (i = 0; i < tally->sent; i++) {
		put(" %u", tally->items[i].number);
		if (tally->items[i].wanted > 1)
			put(" (to %d)", tally->items[i].wanted);
	}
	put("; ");
	print_arrived(tally);
	print_count(tally->mistaken, "dropped as a repeat");
	print_count(tally->mixed_up, "taken for another");
	print_count(tally->told, "told to be missed");
	print_count(tally->left, "left in the driver");
	print_count(tally->asleep, "asleep");
	print_count(tally->woken, "woken");
	print_count(tally->in_vain, "of them in vain");
	put("\n");
}
