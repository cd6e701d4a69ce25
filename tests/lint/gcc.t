#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# gcc.t - what gcc finds when it is asked for more than the builds ask
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"
# shellcheck source=SCRIPTDIR/c.sh
. tests/lint/c.sh

need gcc gcc

# -O2, for many warnings need what the optimiser knows
warnings() {
	sed 's/[[:space:]]*#.*//' <<-'END'
		-O2 -D_FORTIFY_SOURCE=2	# also: results that must not be ignored
		-Wall -Wextra
		-fanalyzer		# memory: leaked, freed, not there, not set
		-Wnull-dereference
		-Warray-bounds=2 -Wstringop-overflow=4 -Wuse-after-free=3
		-Wformat=2 -Wformat-truncation=2
		-Wlogical-op		# conditions that are never or always true
		-Wduplicated-cond -Wduplicated-branches
		-Wshadow
		-Wwrite-strings		# a literal is constant
		-Wundef			# a misspelt #if is silent otherwise
		-Wunused-macros
		-Wunused-const-variable=2
		-Wstrict-prototypes -Wold-style-definition
		-Wmissing-prototypes	# nothing is global that need not be
		-Wredundant-decls -Wnested-externs
		-Wjump-misses-init
		-Wvla -Walloca		# the stack has a known size
		-Wdate-time		# the same source makes the same program
		-Wbidi-chars=any	# the source does not hide what it says
	END
}

# What others may send goes through these: nothing is cut without saying so
more() { # file
	case $1 in
	app/lib/*|app/cli/*|app/log/*|app/notify/*|app/rules/*|app/top/*|*/conversion.c)
		echo -Wconversion -Wno-sign-conversion -Wcast-qual ;;
	tests/fuzz/*)
		# It takes what lies in a table for lost; there LeakSanitizer looks
		echo -Wno-analyzer-malloc-leak ;;
	esac
}

warnings=$(warnings)

check() { # file
	# shellcheck disable=SC2046,SC2086 # words
	gcc $(options "$1") $warnings $(more "$1") -c -o /dev/null "$1"
}

each check host_c

finds -Wanalyzer-malloc-leak check "$tmp/leak.c"
finds -Wmaybe-uninitialized check "$tmp/uninitialised.c"
finds -Wanalyzer-use-after-free check "$tmp/freed.c"
finds -Wformat= check "$tmp/format.c"
bad unchecked <<'END'
#include <stdlib.h>
int *new_int(int n);
int *new_int(int n)
{
	int *p = malloc(sizeof(*p));

	*p = n;
	return p;
}
END
finds -Wanalyzer-possible-null-dereference check "$tmp/unchecked.c"
bad condition <<'END'
int never(unsigned int n);
int never(unsigned int n)
{
	return n > 10 && n < 5;
}
END
finds -Wlogical-op check "$tmp/condition.c"
bad conversion <<'END'
unsigned int length(unsigned long n);
unsigned int length(unsigned long n)
{
	return n;
}
END
finds -Wconversion check "$tmp/conversion.c"

done_testing
