// SPDX-License-Identifier: GPL-2.0-or-later
#include <glib.h>
#include <pwd.h>

#include "users.h"

static char *ask(uint32_t uid)
{
	const struct passwd *user = getpwuid(uid);

	return user ? g_strdup(user->pw_name) : g_strdup_printf("%u", uid);
}

const char *user_name(uint32_t uid)
{
	static GHashTable *names;
	char *name;

	if (!names)
		names = g_hash_table_new(NULL, NULL);
	name = g_hash_table_lookup(names, GUINT_TO_POINTER(uid));
	if (!name) {
		name = ask(uid);
		g_hash_table_insert(names, GUINT_TO_POINTER(uid), name);
	}
	return name;
}
