/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What history.c takes from the kernel's header of this name */
#ifndef _TEST_KERNEL_BARRIER_H
#define _TEST_KERNEL_BARRIER_H

#define smp_wmb()	__atomic_thread_fence(__ATOMIC_SEQ_CST)
#define smp_rmb()	__atomic_thread_fence(__ATOMIC_SEQ_CST)
#define smp_load_acquire(p)	__atomic_load_n((p), __ATOMIC_ACQUIRE)
#define smp_store_release(p, value)	\
	__atomic_store_n((p), (value), __ATOMIC_RELEASE)

#endif
