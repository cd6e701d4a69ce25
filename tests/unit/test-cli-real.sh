#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program as it is built for users, without a module
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

if [ -e /sys/class/proclook ]; then
	skip "this machine has the module" "real: no module"
else
	unset FAKE_ROOT FAKE_SCRIPT
	status=0
	"$out/real-proclook" watch >"$tmp/out" 2>"$tmp/err" || status=$?
	says "real: no module" 4 "" "proclook: $node: $gone"
	status=0
	"$out/real-proclook" watch --follow --idle-timeout 50 >"$tmp/out" 2>"$tmp/err" || status=$?
	says "real: follow" 3 "" "proclook: $node: not there yet, waiting for it"
	status=0
	"$out/real-proclook" info --json >"$tmp/out" 2>"$tmp/err" || status=$?
	is "$status $(sed 's/.*"events"/"events"/' "$tmp/out")" '4 "events":{}}' "real: info"
fi

done_testing
