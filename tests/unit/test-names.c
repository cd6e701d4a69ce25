// SPDX-License-Identifier: GPL-2.0-or-later
/* Names of types, and the version */
#include <errno.h>
#include <proclook.h>
#include <tap.h>

static const struct {
	unsigned int type;
	const char *name;
} types[] = {
	{ PROCLOOK_FORK, "fork" },
	{ PROCLOOK_EXEC, "exec" },
	{ PROCLOOK_EXIT, "exit" },
	{ PROCLOOK_THREAD_CREATE, "thread_create" },
	{ PROCLOOK_THREAD_EXIT, "thread_exit" },
	{ PROCLOOK_IMAGE_LOAD, "image_load" },
	{ PROCLOOK_LOST, "lost" },
	{ PROCLOOK_EXISTING, "existing" },
};

static void test_names(void)
{
	unsigned int type;
	size_t i, named = 0;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		is_str(proclook_type_to_string(types[i].type), types[i].name, "%s",
		       types[i].name);
		is(proclook_type_from_string(types[i].name), types[i].type, "and back");
	}
	for (type = 0; type < UINT16_MAX; type++)
		named += !!proclook_type_to_string(type);
	is(named, ARRAY_SIZE(types), "no others");
	ok(!proclook_type_to_string(UINT32_MAX), "nor behind a record's range");
	errno = 0;
	is(proclook_type_from_string("Exec"), -1, "Exec is none");
	is(errno, EINVAL, "EINVAL");
	is_str(proclook_version(), PROCLOOK_VERSION, "version");
}

int main(void)
{
	test_names();
	return done_testing();
}
