/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a process that is watched does next: what it is told */
#ifndef TESTS_GUEST_ORDER_H
#define TESTS_GUEST_ORDER_H

/* The program that does nothing else */
#define SUBJECT		"/tests/bin/subject"

/* Ends of pipes that it finds open; they are inherited through exec */
#define REPORT_FD	100	/* what it knows of itself, see self.h */
#define ORDER_FD	101
#define AGENT_FD	102	/* orders for its agent, see agent.h */
#define RESULT_FD	103	/* what that has seen */

enum order_type {
	ORDER_GO,
	ORDER_REPORT,
	ORDER_EXIT,
	ORDER_KILL,
	ORDER_CRASH,
	ORDER_REBOOT,
};

/**
 * struct order - what a subject is to do next
 * @type: enum order_type
 * @value: exit code, or signal
 */
struct order {
	int type;
	int value;
};

void send_order(int fd, int type, int value);
/* Carry out orders until one says to go on */
void obey(void);

#endif /* TESTS_GUEST_ORDER_H */
