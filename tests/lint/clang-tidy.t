#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# clang-tidy.t - what clang and its analyser find; .clang-tidy says what is asked
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"
# shellcheck source=SCRIPTDIR/c.sh
. tests/lint/c.sh

need clang-tidy clang-tidy

# On stderr it only counts, unless it cannot run
check() { # file
	status=0
	# shellcheck disable=SC2046 # words
	clang-tidy --quiet "$1" -- -Wall -Wextra $(options "$1") 2>"$scratch" || status=$?
	[ "$status" -le 1 ] || cat "$scratch"
	return "$status"
}

each check host_c

# It looks for its rules in the folders above a file
mkdir -p "$tmp/app/lib"
cp .clang-tidy "$tmp"
cp app/lib/.clang-tidy "$tmp/app/lib"
finds clang-analyzer-unix.Malloc check "$tmp/leak.c"
finds clang-analyzer-core.UndefinedBinaryOperatorResult check "$tmp/uninitialised.c"
finds clang-analyzer-unix.Malloc check "$tmp/freed.c"
finds clang-diagnostic-format check "$tmp/format.c"
bad macro <<'END'
#define TWICE(x)	x * 2
int twice(int n);
int twice(int n)
{
	return TWICE(n + 1);
}
END
finds bugprone-macro-parentheses check "$tmp/macro.c"
bad app/lib/inherited <<'END'
#include <fcntl.h>
int open_it(const char *path);
int open_it(const char *path)
{
	return open(path, O_RDONLY);
}
END
finds android-cloexec-open check "$tmp/app/lib/inherited.c"

done_testing
