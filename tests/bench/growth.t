#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# growth.t - nothing costs more than it did when the results in the tree were kept
#
#	MEASURED	folder with the suites' .tap files
#
# A probe may cost 5 % more.  A delivered event, all in, may cost 10 % more of what a wake-up
# costs in the same boot.
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/../lib/tap.sh
. ../lib/tap.sh

measured() { # figure
	cat "$MEASURED"/*.tap | sed -n "s/^# figure $1 \([0-9.]*\)\( .*\)\?$/\1/p"
}

kept() { # figure
	jq -r --arg name "$1" '.figures[$name].value' results/figures.json
}

# False if either is no number
at_most() { # value limit
	echo "$1 $2" | awk '{ exit !(NF == 2 && $1 > 0 && $2 > 0 && $1 <= $2) }'
}

scaled() { # value factor
	echo "$1 $2" | awk '{ printf "%.4f\n", $1 * $2 }'
}

# What one event costs, as a multiple of what a wake-up costs
in_wakeups() { # measured|kept way
	echo "$("$1" probe.fork) $("$1" probe.exit) $("$1" "alone.$2") $("$1" floor)" |
		awk 'NF == 4 { printf "%.4f\n", (($1 + $2) / 2 + $3) / $4 }'
}

check() { # name now then factor
	ok "$1: now $2, was $3" at_most "$2" "$(scaled "$3" "$4")"
}

for probe in fork exec exit thread_create thread_exit; do
	check "probe.$probe" "$(measured "probe.$probe")" "$(kept "probe.$probe")" 1.05
done
for way in read node attribute; do
	check "$way, in wake-ups" "$(in_wakeups measured "$way")" \
		"$(in_wakeups kept "$way")" 1.10
done

ok 'a cost that grew by 4 % may' at_most 104 "$(scaled 100 1.05)"
not_ok 'one that grew by 6 % may not' at_most 106 "$(scaled 100 1.05)"
not_ok 'nor one that was not measured' at_most '' "$(scaled 100 1.05)"
not_ok 'nor one of which none is kept' at_most 104 "$(scaled null 1.05)"
done_testing
