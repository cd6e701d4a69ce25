#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# cppcheck.t - what cppcheck finds: above all descriptors that are not closed, which
# gcc 12 and clang do not see
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"
# shellcheck source=SCRIPTDIR/c.sh
. tests/lint/c.sh

need cppcheck cppcheck

# leakReturnValNotUsed: what is open for good, in a known place, needs no variable
ignored=leakReturnValNotUsed

everything() { # file
	cppcheck --quiet --error-exitcode=1 --enable=warning,performance --inconclusive \
		--std=c11 --library=posix,gnu,gtk,tests/lint/glib.cfg --template='{file}:{line}: {message} [{id}]' \
		-Itests/lib -Itests/unit -Iapp/lib -Iapp/cli -Iapp/log -Iapp/follow -Iapp/rules \
		-Iapp/top -Idrv/include/uapi "$@"
}

check() { # file
	everything --suppress="$ignored" "$1"
}

ignored_everywhere() {
	# shellcheck disable=SC2046 # words
	everything $(host_c)
}

each check host_c
finds "$ignored" ignored_everywhere

finds memleak check "$tmp/leak.c"
finds invalidPrintfArgType check "$tmp/format.c"
bad descriptor <<'END'
#include <fcntl.h>
#include <unistd.h>
int first(const char *path);
int first(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1)
		return -1;
	close(fd);
	return byte;
}
END
finds resourceLeak check "$tmp/descriptor.c"

done_testing
