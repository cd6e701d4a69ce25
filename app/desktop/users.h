/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_USERS_H
#define PROCLOOK_DESKTOP_USERS_H

#include <stdint.h>

/*
 * The name of a user, or the number where there is none.  Asks the system, which may take
 * its time, once for each.  Good for ever
 */
const char *user_name(uint32_t uid);

#endif /* PROCLOOK_DESKTOP_USERS_H */
