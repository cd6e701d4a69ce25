/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guest's users, and processes that are one of them */
#ifndef TESTS_GUEST_USERS_H
#define TESTS_GUEST_USERS_H

#include "common.h"

#define MEMBER	1000	/* of the group proclook */
#define OTHER	1001

/* The group proclook */
gid_t watchers_group(void);

/* Be @uid, with this supplementary group; 0 is none */
void become(uid_t uid, gid_t group);
void become_member(void);
void become_other(void);
/* Root of a user namespace, and OTHER outside */
void become_false_root(void);

/* The errno that @act returns, in a process of its own that was @be first */
int in_child(void (*be)(void), int (*act)(void));

#endif /* TESTS_GUEST_USERS_H */
