#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The course: each broken form fails in its named way, and no fixed form fails, in each round
set -eu

# shellcheck source=SCRIPTDIR/../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=SCRIPTDIR/../lib/guest.sh
. /tests/lib/guest.sh

out=/tmp/pitfalls

chances=$((12 / ${SLOW:-1}))

# What came of it, also by chance, which nobody judges; with guest.trace=1, or when it is not
# as it must be, all that was said
tell() { # status
	if [ "$1" -ne 0 ] || grep -qw guest.trace=1 /proc/cmdline; then
		diag "$(cat "$out")"
	else
		diag "$(grep -e 'verdict:' -e 'by chance:' "$out")"
	fi
}

plays() { # lesson form
	status=0
	proclook-pitfalls run "$1" "--$2" --trace --rounds=3 --chance="$chances" >"$out" 2>&1 ||
		status=$?
	tell "$status"
	return "$status"
}

# A program that is told nothing, or something wrong, says so
ends_with() { # status words...
	wanted=$1
	shift
	status=0
	proclook-pitfalls "$@" >"$out" 2>&1 || status=$?
	is "$status" "$wanted" "status $wanted: $*"
}

ends_with 2
ends_with 2 run
ends_with 2 run 99
ends_with 2 run 1 --rounds=0
ends_with 2 run 1 --broken --fixed
ends_with 2 explain all
ends_with 0 --help
ends_with 0 --version
ends_with 4 run 1 --rounds=1

load proclook_pitfalls
wait_node pitfalls

for lesson in $(proclook-pitfalls list -q); do
	for form in broken fixed; do
		ok "F$lesson: the $form form does what it must" plays "$lesson" "$form"
	done
	ends_with 0 explain "$lesson"
	ok "F$lesson: its page is not empty" [ -s "$out" ]
done

unload proclook_pitfalls
unload
rm -f "$out"
done_testing
