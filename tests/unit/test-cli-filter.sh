#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: watch with filters, and gaps that outlive them
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

# Of a burst the history has the last event only
cat >"$tmp/in" <<END
keep 1
--
fork pid=10
burst 1
--
exec pid=10 comm=true path=/bin/true args=true\x00
--
exit pid=10 comm=true
burst 4
--
fork pid=11
--
exec pid=11 comm=false path=/bin/false args=false\x00
--
exit pid=11 comm=false
--
fork pid=12
burst 2
END
run watch --duration 1s -F "%t %p %s %m" <"$tmp/in"
all=$(cat "$tmp/out")
is "$all" "fork 10 2 1
exec 10 3 0
exit 10 8 4
fork 11 9 0
exec 11 10 0
exit 11 11 0
fork 12 14 2" "filter: none"
run watch --duration 1s -F "%t %p %s %m" -e all <"$tmp/in"
is "$(cat "$tmp/out")" "$all" "filter: all"
run watch --duration 1s -F "%t %p %s %m" --name '*' <"$tmp/in"
is "$(cat "$tmp/out")" "$all" "filter: any name"
# The module itself leaves out the others, and counts what is lost among these
run watch --duration 1s -F "%t %p %s %m" -e exec <"$tmp/in"
is "$(cat "$tmp/out")" "exec 10 3 0
exec 11 10 0" "filter: type"
run watch --duration 1s -F "%t %p %s %m" -e fork <"$tmp/in"
is "$(cat "$tmp/out")" "fork 10 2 1
fork 11 9 0
fork 12 14 2" "filter: type, with gaps"
run watch --duration 1s -F "%t %p %s %m" -e exit --name 'tr*' <"$tmp/in"
is "$(cat "$tmp/out")" "exit 10 8 4" "filter: type and name"
run watch --duration 1s -F "%p" -e exit --name '[f]alse' <"$tmp/in"
is "$(cat "$tmp/out")" "11" "filter: type and a pattern"
run watch --duration 1s -F "%p" --name '' <"$tmp/in"
is "$(cat "$tmp/out")" "" "filter: an empty name is not that of who has no path"
run watch --duration 1s -F "%t %p %s" -e fork -e exit,exit <"$tmp/in"
is "$(cut -d ' ' -f 1 "$tmp/out" | tr '\n' ' ')" "fork exit fork exit fork " "filter: types"
run watch --duration 1s -F "%t %p %s %m" -p 11,5 -p 12 <"$tmp/in"
is "$(cat "$tmp/out")" "fork 11 9 5
exec 11 10 0
exit 11 11 0
fork 12 14 2" "filter: pids"
run watch --duration 1s -F "%t %p" --name 'f*e' <"$tmp/in"
is "$(cat "$tmp/out")" "exec 11
exit 11" "filter: name"
run watch --duration 1s -p 11 <"$tmp/in"
is "$(cut -f 2,3,6,8 "$tmp/out")" "---- missed 5 events ----
fork	11	sh	seq=9
exec	11	/bin/false	seq=10
exit	11	false	seq=11
---- missed 2 events ----" "gaps: before the next shown event, and at the end"
run watch --duration 1s -p 11 --json <"$tmp/in"
is "$(sed 's/.*"missed":\([0-9]*\).*/\1/' "$tmp/out" | tr '\n' ' ')" "5 0 0 2 " "gaps: json"
is "$(tail -n 1 "$tmp/out")" '{"type":"gap","missed":2}' "gaps: json, at the end"
run watch --duration 1s -p 11 -q --summary <"$tmp/in"
says "gaps: quiet" 0 "" "proclook: wakeups=7 delivered=7 shown=3 duplicates=0 missed=7"
printf -- '--\nexec comm=sh path=/opt/my-shell\n' >"$tmp/in"
run watch -n 1 --name my-shell -F %c <"$tmp/in"
says "filter: name of the path's last part" 0 sh ""
run watch --duration 1s --name opt -F %c <"$tmp/in"
says "filter: not of another part" 0 "" ""

done_testing
