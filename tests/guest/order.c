// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "order.h"

#include <signal.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "self.h"

void send_order(int fd, int type, int value)
{
	struct order order = { type, value };

	must(write(fd, &order, sizeof(order)) == sizeof(order));
}

void obey(void)
{
	struct order order;

	for (;;) {
		if (read(ORDER_FD, &order, sizeof(order)) != sizeof(order))
			_exit(122);
		switch (order.type) {
		case ORDER_GO:
			return;
		case ORDER_REPORT:
			self_report();
			break;
		case ORDER_EXIT:
			_exit(order.value);
		case ORDER_KILL:
			signal(order.value, SIG_DFL);
			kill(getpid(), order.value);
			break;
		case ORDER_CRASH:
			__builtin_trap();
			break;
		case ORDER_REBOOT:
			/* In a pid namespace it ends the namespace only */
			if (getpid() != 1)
				_exit(123);
			reboot(order.value);
		}
	}
}
