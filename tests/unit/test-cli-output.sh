#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: outputs that are full, closed, or read by nobody
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

printf -- '--\nexec\n--\nexec\n' >"$tmp/in"
to() { # shell redirection, arguments: status of the program with it
	redirection=$1
	shift
	cp "$tmp/in" "$tmp/script"
	status=0
	sh -c "exec \"\$@\" $redirection" sh "$program" "$@" 2>"$tmp/err" || status=$?
}
to ">/dev/full" watch -n 1
is "$status $(cat "$tmp/err")" "1 proclook: write error: No space left on device" "full: watch"
to ">/dev/full" watch --json
is "$status" 1 "full: watch does not wait for more"
to ">/dev/full" --help
is "$status $(cat "$tmp/err")" "1 proclook: write error: No space left on device" "full: help"
to ">&-" watch -n 1
is "$status $(cat "$tmp/err")" "1 proclook: write error: Bad file descriptor" "closed stdout"
to ">&-" watch -n 1 --follow --banner
is "$status $(cat "$tmp/err")" "1 proclook: write error: Bad file descriptor" \
	"closed stdout: not what was opened in its place"
to ">&- <&- 2>&-" watch -n 1
is "$status" 1 "all closed"
to ">&-" watch -n 1 -q
is "$status $(cat "$tmp/err")" "0 " "closed stdout, nothing to say"

# A pipe that nobody reads any more
without_reader='pipe(R, W); close(R); open(STDOUT, ">&W"); close(W); exec(@ARGV)'
unread() {
	cp "$tmp/in" "$tmp/script"
	status=0
	perl -e "$without_reader" "$program" "$@" 2>"$tmp/err" || status=$?
}
unread watch -n 1
is "$status $(cat "$tmp/err")" "0 " "no reader: watch"
unread watch
is "$status $(cat "$tmp/err")" "0 " "no reader: no event is waited for"
unread --help
is "$status $(cat "$tmp/err")" "0 " "no reader: help"
unread watch -q -n 2
is "$status $(cat "$tmp/err")" "0 " "no reader, but quiet: runs to its end"
unread watch -q -n 3 --idle-timeout 1s
is "$status" 3 "no reader, but quiet: its own status"
unread watch -q --banner -n 3 --idle-timeout 1s
is "$status $(cat "$tmp/err")" "3 " "no reader, but quiet: its own status, with a banner too"
cat >"$tmp/in" <<END
process pid=41 comm=make
process pid=43 comm=make
--
exit pid=43 status=256
--
exit pid=41 status=512
END
unread wait --exit make --status
is "$status $(cat "$tmp/err")" "2 " "no reader: wait goes on, and has its own status"
unread wait --exit make --status --timeout 1s -q
is "$status" 2 "no reader, but quiet: wait"
printf 'absent\n' >"$tmp/in"
unread info
is "$status" 4 "no reader: info has its own status"

done_testing
