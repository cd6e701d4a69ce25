#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A fault is taken for one, also where this machine restricts debuggers
set -eu
fuzz=. out=.
. "$fuzz/../lib/tap.sh"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

faulty() { # fault message
	printf '%s' "$1" >"$tmp/input"
	! "$out/faulty" -artifact_prefix="$tmp/" "$tmp/input" >"$tmp/log" 2>&1 &&
		grep -q "$2" "$tmp/log"
}

ok "a broken promise is found out" faulty b 'does not hold: '
ok "one byte too many is found out" faulty o heap-buffer-overflow
ok "undefined behaviour is found out" faulty u 'signed integer overflow'
ok "memory that is not given back is found out" faulty l 'LeakSanitizer: detected memory leaks'
not_ok "what has no fault passes" faulty - .

done_testing
