#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A minute of 1,000 changes a second: how often the window draws them, and what memory they need
set -eu
here=. out=.
# shellcheck source=desktop.sh
. "$here/desktop.sh"

# As it is built for users, but for what counts
program=$out/counted-proclook-desktop
application=counted-proclook-desktop
DESKTOP_COUNTS=$tmp/counts
export DESKTOP_COUNTS
changes=60000 rate=1000 pids=200
# Rows of ended processes that are kept, see window.c; and more bytes than one may need
limit=10000
row_bytes=4096

rss_kb() {
	sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status"
}

count() { # what
	tr ' ' '\n' <"$DESKTOP_COUNTS" | sed -n "s/^$1=//p"
}

at() { # seconds since the beginning
	wait_until=$((begin + $1))
	while [ "$(date +%s)" -lt "$wait_until" ]; do
		sleep 0.2
	done
}

start
begin=$(date +%s)
feed "opened all" ready "torrent $changes $rate $pids"
at 20
early=$(rss_kb)
# Who looks at it meanwhile would be in its way
at $((changes / rate + 2))
feed "forked pid=999999 start=1 uid=4000000000 comm=last path=/bin/last args=last"
patience=120
soon "it has seen all of them" has "last, process 999999: Running"
late=$(rss_kb)
took=$(($(date +%s) - begin))
key ctrl+q
patience=30
ends "quits" 0

diag "$(cat "$DESKTOP_COUNTS")"
diag "in $took seconds; $((changes / $(count updates))) changes an update, $(($(count paints) / took)) paints a second"
diag "memory: $early kB after 20 seconds, $late kB after $took"
is "$(count changes)" $((changes + 3)) "no change is missed"
is "$(count most_updates)" 1 "the list changes at most once in a frame"
ok "and tells of it in few signals" [ "$(count most_signals)" -le 4 ]
ok "more changes than updates" [ "$(count updates)" -lt $((changes / 2)) ]
ok "it paints what has changed, and some frames at the beginning and at the end" \
	[ "$(count paints)" -le $(($(count updates) + 200)) ]
ok "memory: what so many rows may need, and no more" \
	[ $((late - early)) -le $((limit * row_bytes / 1024)) ]

done_testing
