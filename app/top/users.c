// SPDX-License-Identifier: GPL-2.0-or-later
/* The system's user database may be asked over a network: what it said last is kept */
#include <stdbool.h>

#include "describe.h"
#include "users.h"
#include "util.h"

const char *users_name(uint32_t uid)
{
	static struct {
		bool known;
		uint32_t uid;
		char name[64];
	} users[64];
	const size_t at = uid % ARRAY_SIZE(users);

	if (!users[at].known || users[at].uid != uid) {
		describe_user(uid, users[at].name, sizeof(users[at].name));
		users[at].known = true;
		users[at].uid = uid;
	}
	return users[at].name;
}
