/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was sent and what arrived, and what that amounts to */
#ifndef PITFALLS_TALLY_H
#define PITFALLS_TALLY_H

#include <stdbool.h>

/**
 * enum fault - what can be wrong with what arrived
 * @FAULT_NONE: nothing
 * @FAULT_TWICE: an event was taken for two
 * @FAULT_MISTAKEN: an event was there, and was taken for a repeat
 * @FAULT_SOMEBODY_ELSE: what was learnt of it is of another
 * @FAULT_STARVED: some of those who should have heard of it did, others sleep on
 * @FAULT_LOST_WAKE_UP: somebody sleeps though there is something to be had
 * @FAULT_SILENT_LOSS: an event is gone, and nobody was told that it is
 * @FAULT_HERD: somebody was woken for what another had got
 * @FAULT_SPIN: somebody was woken again and again for nothing at all
 * @FAULTS: their number
 */
enum fault {
	FAULT_NONE,
	FAULT_TWICE,
	FAULT_MISTAKEN,
	FAULT_SOMEBODY_ELSE,
	FAULT_STARVED,
	FAULT_LOST_WAKE_UP,
	FAULT_SILENT_LOSS,
	FAULT_HERD,
	FAULT_SPIN,
	FAULTS,
};

#define MAX_ITEMS	16

/* So many wake-ups in vain are no accident, and no herd of five */
#define SPINS		100

/**
 * struct tally - of one round
 * @items: what was sent: number, by how many it is to be had, and by how many it was
 * @sent: how many items
 * @told: how many events somebody was told to have missed
 * @mistaken: how many were dropped as repeats
 * @mixed_up: how many were taken for what another is
 * @left: how many the driver still had at the end, though nobody had got them
 * @asleep: how many actors slept at the end
 * @woken: wake-ups
 * @in_vain: those that found nothing
 */
struct tally {
	struct item {
		unsigned int number;
		int wanted;
		int arrived;
	} items[MAX_ITEMS];
	int sent;
	int told;
	int mistaken;
	int mixed_up;
	int left;
	int asleep;
	int woken;
	int in_vain;
};

/* Of the round that is played; may be called by any actor */
void tally_sent(unsigned int number, int wanted);
void tally_arrived(unsigned int number);
bool tally_has_arrived(unsigned int number);
void tally_told(unsigned int count);
void tally_mistaken(void);
void tally_mixed_up(void);
void tally_left(void);
void tally_asleep(int count);
void tally_woken(bool in_vain);

struct tally tally_take(void);

enum fault tally_fault(const struct tally *tally);
const char *fault_name(enum fault fault);
void tally_print(const struct tally *tally);

#endif /* PITFALLS_TALLY_H */
