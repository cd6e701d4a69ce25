#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# report.t - what the report says of the results in the tree is what README.md says, and no
# result looks whole that is not
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/../lib/tap.sh
. ../lib/tap.sh

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# The figures that are kept, with a change
report_with() { # jq-program
	mkdir -p "$tmp/changed"
	jq "$1" results/figures.json >"$tmp/changed.json"
	./report "$tmp/changed.json" "$tmp/changed" 2>"$tmp/error"
}

complains() { # jq-program words
	! report_with "$1" && grep -qF "$2" "$tmp/error"
}

# Of a target, after a change
met() { # jq-program target
	report_with "$1" &&
		jq ".targets[] | select(.target == \"$2\") | .met" "$tmp/changed/result.json"
}

collect() { # line...
	printf '%s\n' "$@" >"$tmp/suite.tap"
	./collect 6.1 "$tmp/suite.tap" 2>&1
}

mkdir "$tmp/kept"
ok 'the results in the tree make a report' ./report results/figures.json "$tmp/kept"
for path in "$tmp"/kept/*; do
	name=$(basename "$path")
	[ "$name" = table.txt ] || ok "$name is that of the results" cmp "$path" "results/$name"
done
is "$(sed -n '/<!-- bench -->/,/<!-- \/bench -->/{//!p}' ../../README.md)" \
	"$(cat "$tmp/kept/table.md")" 'README.md has the table'
is "$(grep -c ': met$\|: not met' "$tmp/kept/table.txt")" \
	"$(jq '.targets | length' results/result.json)" 'each target has its line'

ok 'a figure that is missing is an error' complains \
	'del(.figures["alone.read"])' 'the figure alone.read is missing'
ok 'so is one of a plot' complains \
	'del(.figures["grow.watchers.1000.read"])' 'grow.watchers.1000.read is missing'
ok 'one that nothing asks for is an error' complains \
	'.figures["alone.nobody"] = { value: 1 }' 'alone.nobody'
is "$(met '.figures["probe.exit"].value = 350' 'probe, exit')" true 'at the limit is met'
is "$(met '.figures["probe.exit"].value = 350.1' 'probe, exit')" false 'above it is not'
report_with '.figures["probe.exit"].value = 350.1'
ok 'then a profile is named' \
	grep -qxF 'probe, exit: 350.1 (at most 350): not met, see tests/bench/profiles/exit.txt' \
	"$tmp/changed/table.txt"
jq -r '.targets[].profile // empty' results/result.json >"$tmp/profiles"
while read -r profile; do
	ok "$profile is there" [ -s "$profile" ]
done <"$tmp/profiles"

is "$(collect 'ok 1' '# figure a.b 12.5 12 13' '# figure c 1' 1..1 | jq -c .figures)" \
	'{"a.b":{"high":13,"low":12,"value":12.5},"c":{"value":1}}' 'figures are collected'

# Only this is wrong with them
refuses() { # words line...
	words=$1
	shift
	! collect "$@" >"$tmp/error" && grep -qF "$words" "$tmp/error"
}

ok 'not if there are none' refuses 'no figures' 'ok 1' 1..1
ok 'nor if one is there twice' refuses 'there twice' '# figure a 1' '# figure a 1' 'ok 1' 1..1
ok 'nor if one is no number' refuses 'not a figure' '# figure a many' 'ok 1' 1..1
ok 'nor if a test failed' refuses 'tests 1' '# figure a 1' 'not ok 1 - a' 1..1
ok 'nor if one was left out' refuses 'left out' '# figure a 1' 'ok 1 # SKIP a' 1..1
ok 'nor if a suite was cut short' refuses 'not whole' '# figure a 1' 'ok 1' 1..2
ok 'nor if it has no plan' refuses 'not whole' '# figure a 1' 'ok 1'
ok 'nor if it bailed out' refuses 'Bail out!' '# figure a 1' 'ok 1' '# Bail out! a' 1..1
done_testing
