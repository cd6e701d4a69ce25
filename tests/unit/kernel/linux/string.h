/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What history.c takes from the kernel's header of this name */
#include <string.h>
