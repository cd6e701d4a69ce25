// SPDX-License-Identifier: GPL-2.0-or-later
/* Names of types, and the version */
#include <errno.h>
#include <proclook.h>
#include <tap.h>

static void test_names(void)
{
	is_str(proclook_type_to_string(PROCLOOK_FORK), "fork", "fork");
	is_str(proclook_type_to_string(PROCLOOK_EXEC), "exec", "exec");
	is_str(proclook_type_to_string(PROCLOOK_EXIT), "exit", "exit");
	ok(!proclook_type_to_string(0) && !proclook_type_to_string(4) &&
	   !proclook_type_to_string(UINT32_MAX), "no others");
	is(proclook_type_from_string("exec"), PROCLOOK_EXEC, "and back");
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
