#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: what watch shows, hostile names too
# shellcheck disable=SC2016 # no variables
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

cat >"$tmp/in" <<END
exec
--
exec
--
exit
--
burst 4
--
spurious
--
fork type=9 comm=new
END
run watch -n 4 <"$tmp/in"
says "watch" 0 "${exec_line}2
${exit_line}3
---- missed 3 events ----
${exit_line}7
01:46:41.500000	unknown(9)	42	7	1000	new	-	seq=8" ""
run watch -n 4 --wait-on=device <"$tmp/in"
is "$(tail -n 1 "$tmp/out")" "01:46:41.500000	unknown(9)	42	7	1000	new	-	seq=8" \
	"watch: wait on the device"
run watch -n 4 -F "%t %s %m" <"$tmp/in"
says "watch: format, no line for a gap" 0 "exec 2 0
exit 3 0
exit 7 3
unknown(9) 8 0" ""
run watch -n 4 --json <"$tmp/in"
is "$(sed 's/"generation".*"missed":\([0-9]*\),.*/\1/' "$tmp/out")" \
	'{"type":"exec","seq":2,0
{"type":"exit","seq":3,0
{"type":"exit","seq":7,3
{"type":"unknown(9)","seq":8,0' "watch: json, the gap in the next object"
run watch -n 1 --initial <"$tmp/in"
says "watch: initial" 0 "${exec_line}1" ""
run watch -n 3 --initial --banner <"$tmp/in"
says "watch: initial, banner" 0 "Watching $node
${exec_line}1
${exec_line}2
${exit_line}3" ""
run watch -n 4 --show-duplicates <"$tmp/in"
is "$(cut -f 1,2,3 "$tmp/out" | sed -n '4,6p')" "01:46:41.500000	exit	42
---- nothing new, seq=7 ----
01:46:41.500000	unknown(9)	42" "watch: duplicates"
run watch -n 4 --show-duplicates --json <"$tmp/in"
is "$(sed -n 4p "$tmp/out")" '{"type":"duplicate","seq":7}' "watch: duplicates, json"
run watch -n 4 -q --banner --show-duplicates <"$tmp/in"
says "watch: quiet" 0 "Watching $node" ""
run watch -n 4 -q --summary <"$tmp/in"
says "watch: summary" 0 "" \
	"proclook: reads=5 delivered=4 shown=4 duplicates=1 missed=3"
printf -- '--\nexec\nfail ioctl EINTR\n--\neintr\n--\nexit\n' >"$tmp/in"
run watch -n 2 <"$tmp/in"
says "watch: goes on after EINTR" 0 "${exec_line}1
${exit_line}2" ""
printf 'fork\n--\nexec\n' >"$tmp/in"
run watch -n 1 -F "%L" -- process <"$tmp/in"
says "watch: everything behind --" 0 "01:46:41.500000" ""
# --- hostile names ---

printf -- '--\nexec comm=\\x1b]0;x\\x07 path=/tmp/\\xe2\\x80\\xaex\\x0ay args=%s\n' \
	'$(reboot)\x00\xff\x00a\x09b\x00' >"$tmp/in"
run watch -n 1 <"$tmp/in"
says "hostile: one line, no control characters" 0 "01:46:41.500000	exec	42	7	1000	\
/tmp/\\u{202E}x\\ny	'\$(reboot)' \$'\\xff' \$'a\\tb'	seq=1" ""
run watch -n 1 -F %c <"$tmp/in"
says "hostile: comm" 0 '\x1b]0;x\a' ""

done_testing
