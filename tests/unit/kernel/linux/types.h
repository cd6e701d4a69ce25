/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What history.c takes from the kernel's header of this name */
#ifndef _TEST_KERNEL_TYPES_H
#define _TEST_KERNEL_TYPES_H

#include_next <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;

#endif
