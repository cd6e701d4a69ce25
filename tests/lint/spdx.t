#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# spdx.t - each file says the licence of its folder, and each licence is there
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

# The first pattern that fits counts.  LICENSES are the texts themselves, a corpus is
# what a fuzzer found, results are what was measured, some of Debian's files have no comments,
# .clang-format is as the kernel has it, metainfo is what others collect, and what becomes
# part of the kernel is under its licence.
rules() {
	cat <<-'END'
		LICENSES/*		-
		tests/fuzz/corpus/*	-
		tests/bench/results/*	-
		debian/changelog	-
		debian/copyright	-
		debian/source/format	-
		.clang-format		GPL-2.0
		drv/include/uapi/*	GPL-2.0-only WITH Linux-syscall-note
		drv/*			GPL-2.0-only
		tests/module/*		GPL-2.0-only
		app/pitfalls/module/*	GPL-2.0-only
		tests/bench/stopwatch/*	GPL-2.0-only
		app/desktop/data/*.metainfo.xml	FSFAP
		app/lib/*		LGPL-2.1-or-later
		app/man/lib*		LGPL-2.1-or-later
		*			GPL-2.0-or-later
	END
}

wanted() { # file
	rules | while read -r pattern licence; do
		# shellcheck disable=SC2254 # it is a pattern
		case $1 in
		$pattern)
			echo "$licence"
			break ;;
		esac
	done
}

# In the first two lines: a program's first is for the kernel
said() { # file
	head -n 2 "$1" |
		sed -nE 's,^(#|//|/\*|<!--|\.\\"|\.\.) SPDX-License-Identifier: ,,p' |
		sed -E 's, (\*/|-->)$,,'
}

# The name that the rules are asked for is that in the project
check_as() { # file name
	licence=$(wanted "$2")
	[ "$licence" = - ] || [ "$(said "$1")" = "$licence" ] ||
		echo "$2: says '$(said "$1")', not '$licence'"
}

check() { # file
	check_as "$1" "$1"
}

# One text is for all uses of a licence
has_text() { # identifier
	text=${1%-only}
	[ -s "LICENSES/${text%-or-later}" ]
}

each check files '*'

rules | cut -f 2- | tr -s '\t' '\n' | sed 's/ WITH /\n/' | grep -vx -e - -e '' | sort -u \
	>"$tmp/identifiers"
while read -r identifier; do
	ok "LICENSES has $identifier" has_text "$identifier"
done <"$tmp/identifiers"
not_ok "a licence without text is found out" has_text MIT

printf '#!/bin/sh\n# SPDX-License-Identifier: MIT\n' >"$tmp/bad"
finds "says 'MIT', not 'GPL-2.0-only'" check_as "$tmp/bad" drv/bad
printf '\n\n# SPDX-License-Identifier: GPL-2.0-only\n' >"$tmp/late"
finds "says '', not 'GPL-2.0-only'" check_as "$tmp/late" drv/late

done_testing
