#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# checkpatch.t - the kernel's style, in all C, in makefiles and in documents
#
# Of documents it judges little more than words that are there twice.
#
#	SOURCE		a kernel's source tree to take checkpatch.pl from
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

need perl perl
source=$(kernel_source)
ignore=tests/lint/checkpatch.ignore

grep '^[^#]' "$ignore" >"$tmp/entries"
: >"$tmp/used"

# Is there an entry for it?  That it was of use is remembered.
ignored() { # file type
	while read -r pattern type _; do
		[ "$type" = "$2" ] || continue
		# shellcheck disable=SC2254 # it is a pattern
		case $1 in
		$pattern)
			echo "$pattern $type" >>"$tmp/used"
			return 0 ;;
		esac
	done <"$tmp/entries"
	return 1
}

# It leaves a cache of words where it runs
run() { # file
	path=$(realpath "$1")
	mkdir -p "$scratch.words"
	(cd "$scratch.words" && "$source/scripts/checkpatch.pl" --strict --no-tree \
		--terse --show-types -f "$path") 2>&1
}

# Lines are FILE:LINE: LEVEL:TYPE: WORDS, and behind them a total, without which it
# did not get to the end.
check() { # file
	status=0
	found=$(run "$1") || status=$?
	[ "$status" -ne 0 ] || return 0
	case $found in
	*total:*) ;;
	*)	echo "$found"
		return 1 ;;
	esac
	echo "$found" | while IFS= read -r line; do
		type=${line#*: *:}
		case $line in
		# Without a tree it looks in vain for the kernel's words with capitals
		total:* | 'Use of uninitialized value '* | 'find: '*/include*) ;;
		*)	ignored "$1" "${type%%:*}" || echo "${line#"$PWD/"}" ;;
		esac
	done
}

each check files '*.[ch]' '*Makefile' '*Kbuild' '*.mk' '*.md' '*/man/*.[1-8]'

while read -r pattern type _; do
	ok "$ignore: $pattern $type still hides something" \
		grep -qxF "$pattern $type" "$tmp/used"
done <"$tmp/entries"

cat >"$tmp/bad.c" <<'END'
// SPDX-License-Identifier: GPL-2.0-only
int bad( int a)
{
	if (a == 0) {
		return 1;
	}
	return a;
}
END
finds SPACING check "$tmp/bad.c"
finds BRACES check "$tmp/bad.c"
printf '# SPDX-License-Identifier: GPL-2.0-only\nEXTRA_CFLAGS := -g\n' >"$tmp/Kbuild"
finds DEPRECATED_VARIABLE check "$tmp/Kbuild"

done_testing
