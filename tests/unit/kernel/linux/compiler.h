/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What history.c takes from the kernel's header of this name */
#ifndef _TEST_KERNEL_COMPILER_H
#define _TEST_KERNEL_COMPILER_H

#define READ_ONCE(x)		__atomic_load_n(&(x), __ATOMIC_RELAXED)
#define WRITE_ONCE(x, value)	__atomic_store_n(&(x), (value), __ATOMIC_RELAXED)

#define unlikely(x)		__builtin_expect(!!(x), 0)

#endif
