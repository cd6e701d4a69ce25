#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One target for a number of runs: nothing is found, and all is reached
set -eu
fuzz=. out=. target=.
. "$fuzz/../lib/tap.sh"
. "$fuzz/bounded.sh"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Functions that PROFILE counts as entered, or not: FILE FUNCTION COUNT
functions() { # program profile
	llvm-profdata merge "$2" -o "$2.data" &&
		llvm-cov export -skip-expansions -instr-profile="$2.data" "$1" |
		jq -r '.data[0].functions[] |
			"\(.filenames[0]) \(.name | sub(".*:"; "")) \(.count)"'
}

# Of what $reach names: files that have no function, functions that were not entered
missed() { # functions
	awk -v reach="$reach" '
	BEGIN {
		n = split(reach, words)
		for (i = 1; i <= n; i++)
			if (words[i] ~ /^-/)
				excused[substr(words[i], 2)] = 1
			else
				seen[words[i]] = 0
	}
	{
		for (file in seen)
			if (substr($1, length($1) - length(file)) == "/" file) {
				seen[file]++
				if (!$3 && !($2 in excused))
					print file ": " $2
			}
	}
	END {
		for (file in seen)
			if (!seen[file])
				print file
	}' "$1"
}

report() {
	grep -v '^#[0-9]' "$tmp/log" | head -n 40
	echo "the input is in $out/found; $program with its name does it again"
}

finds_nothing() {
	bounded "$target" "$program" "$tmp/log" "$tmp/profile" &&
		grep -q "^Done $runs runs " "$tmp/log"
}

program=$out/fuzz-$target
settings "$target"
ok "$target: nothing found in $runs runs" finds_nothing
[ "$tap_failed" -eq 0 ] || diag "$(report)"
functions "$program" "$tmp/profile" >"$tmp/functions" || :
is "$(missed "$tmp/functions")" "" "$target: entered every function it has to"

done_testing
