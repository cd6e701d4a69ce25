// SPDX-License-Identifier: GPL-2.0-or-later
/* The least that can be executed: no libraries, no start-up code; it ends at once */
#include <sys/syscall.h>

void nothing(void);

void nothing(void)
{
	asm volatile("syscall" : : "a" (SYS_exit), "D" (0) : "rcx", "r11", "memory");
	__builtin_unreachable();
}
