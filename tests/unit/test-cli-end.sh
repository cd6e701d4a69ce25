#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: watch ends, by time, number, loss of the device or signal
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

printf -- '--\nexec\n' >"$tmp/in"
run watch -n 2 --idle-timeout 10ms -F %s <"$tmp/in"
says "idle timeout before n" 3 1 ""
run watch --idle-timeout 10ms -F %s <"$tmp/in"
says "idle timeout without n" 3 1 ""
run watch -n 1 --idle-timeout 10ms -F %s <"$tmp/in"
says "n before the idle timeout" 0 1 ""
run watch --duration 10ms --idle-timeout 20ms -F %s <"$tmp/in"
says "duration before idle timeout" 0 1 ""
run watch --duration 0 -F %s </dev/null
says "duration of nothing" 0 "" ""
cat >"$tmp/in" <<END
--
fork
pass 6000000
--
fork
pass 6000000
--
fork
pass 6000000
--
exec
END
run watch --name 'l*' --idle-timeout 10ms -F %s <"$tmp/in"
says "idle: events that are not shown do not put it off" 3 "" ""
run watch --idle-timeout 10ms -F %s <"$tmp/in"
says "idle: those that are shown do" 3 "1
2
3
4" ""
run watch --duration 10ms -F %s <"$tmp/in"
says "duration: nothing puts it off" 0 "1
2" ""

printf -- '--\nfork\ntraffic 50\n' >"$tmp/in"
run watch --name 'l*' --idle-timeout 10ms --summary <"$tmp/in"
says "idle: nor do they where it never sleeps" 3 "" \
	"proclook: wakeups=11 delivered=11 shown=0 duplicates=0 missed=0"
run watch -F %s --duration 3ms <"$tmp/in"
says "duration: the same" 0 "1
2
3
4" ""

printf -- '--\nexec\n--\ngone\n' >"$tmp/in"
run watch -F %s <"$tmp/in"
says "gone" 4 1 "proclook: $node: the device went away"
run watch -F %s --wait-on=device --summary <"$tmp/in"
says "gone: device, summary" 4 1 "proclook: $node: the device went away
proclook: wakeups=2 delivered=1 shown=1 duplicates=0 missed=0"
# --- signals ---

printf -- '--\nexec\n--\nsignal 15\n' >"$tmp/in"
run watch -F %s <"$tmp/in"
says "SIGTERM kills" 143 1 ""
run watch -F %s --summary <"$tmp/in"
says "SIGTERM with a summary kills too" 143 1 \
	"proclook: wakeups=1 delivered=1 shown=1 duplicates=0 missed=0"
printf -- '--\nexec\n--\nsignal 2\n' >"$tmp/in"
run watch -F %s --summary <"$tmp/in"
is "$status" 130 "SIGINT with a summary"
printf -- '--\nsignal 2\nexec\n' >"$tmp/in"
cp "$tmp/in" "$tmp/script"
is "$(trap '' INT; "$program" watch -n 1 -F %s --summary 2>"$tmp/err")" 1 \
	"a signal that was ignored stays ignored"

done_testing
