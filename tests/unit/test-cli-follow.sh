#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: watch --follow, a device that comes and goes
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

cat >"$tmp/in" <<END
absent
--
back
--
exec
--
gone
--
back
exit
--
exit
--
gone
END
run watch --follow --banner --duration 1s -F "%t %s" --summary <"$tmp/in"
says "follow" 0 "Watching $node
exec 1
Watching $node
exit 2" "proclook: $node: not there yet, waiting for it
proclook: $node: the device went away, waiting for it
proclook: $node: the device went away, waiting for it
proclook: wakeups=4 delivered=2 shown=2 duplicates=0 missed=0"
echo absent >"$tmp/in"
run watch --follow --idle-timeout 1s <"$tmp/in"
says "follow: idle timeout while waiting" 3 "" "proclook: $node: not there yet, waiting for it"
cat >"$tmp/in" <<END
unfinished
fail open EACCES
--
fail open 0
finish
--
exec
END
run watch --follow -n 1 -F %s <"$tmp/in"
says "follow: until udev has set owner and mode" 0 1 \
	"proclook: $node: not there yet, waiting for it"
printf 'fail open EACCES\n' >"$tmp/in"
run watch --follow -n 1 <"$tmp/in"
is "$status" 5 "follow: forbidden is forbidden"
printf 'unfinished\n--\nexec\n' >"$tmp/in"
run watch --follow -n 1 -F %s <"$tmp/in"
says "follow: what can be opened is" 0 1 ""
printf 'fail monitor ENOMEM\n' >"$tmp/in"
run watch --follow <"$tmp/in"
is "$status" 1 "follow: without a monitor"

done_testing
