# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# tap.sh - TAP for shell programs: . it, test, end with done_testing
#
#	plan 5			(or none: done_testing then prints the plan)
#	ok "adds up" [ $((1 + 1)) -eq 2 ]
#	is "$got" "$wanted" "is the same"
#	skip "why" "needs a moon"
#	diag "for a person"
#	done_testing		exit status 0 only if all was well

tap_count=0
tap_failed=0
tap_planned=

diag() {
	printf '%s\n' "$*" | sed 's/^/# /'
}

plan() {
	tap_planned=$1
	echo "1..$1"
}

tap_result() { # status name
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $2"
	fi
	return "$1"
}

# In an if, so that set -e does not end the program at a failed test
ok() { # name command...
	tap_name=$1
	shift
	if "$@"; then
		tap_result 0 "$tap_name"
	else
		tap_status=$?
		tap_result 1 "$tap_name" || diag "status $tap_status: $*"
	fi
}

not_ok() { # name command...: the command must fail
	tap_name=$1
	shift
	if "$@"; then
		tap_result 1 "$tap_name" || diag "should have failed: $*"
	else
		tap_result 0 "$tap_name"
	fi
}

is() { # got wanted name
	if [ "$1" = "$2" ]; then
		tap_result 0 "$3"
	else
		tap_result 1 "$3" || diag "got:    '$1'
wanted: '$2'"
	fi
}

skip() { # why name
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $2 # SKIP $1"
}

bail_out() {
	echo "Bail out! $*"
	exit 99
}

done_testing() {
	[ -n "$tap_planned" ] || echo "1..$tap_count"
	if [ "${tap_planned:-$tap_count}" -ne "$tap_count" ]; then
		diag "planned $tap_planned tests, ran $tap_count"
		exit 1
	fi
	[ "$tap_failed" -eq 0 ] || exit 1
	[ "$tap_count" -gt 0 ] || exit 1
	exit 0
}
