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

done_testing
