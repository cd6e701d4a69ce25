/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_USERS_H
#define PROCLOOK_USERS_H

#include <stdint.h>

/* The user's name, fit to be shown; good until the next call */
const char *users_name(uint32_t uid);

#endif /* PROCLOOK_USERS_H */
