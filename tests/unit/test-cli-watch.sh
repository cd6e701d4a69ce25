#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: what watch shows, hostile names too
# shellcheck disable=SC2016 # no variables
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

# Of a burst the history has the last event only
cat >"$tmp/in" <<END
keep 1
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
	"proclook: wakeups=5 delivered=4 shown=4 duplicates=1 missed=3"
printf -- '--\nexec\nfail ioctl EINTR\n--\neintr\n--\nexit\n' >"$tmp/in"
run watch -n 2 <"$tmp/in"
says "watch: goes on after EINTR" 0 "${exec_line}1
${exit_line}2" ""
printf 'fork\n--\nexec\n' >"$tmp/in"
run watch -n 1 -F "%L" -- process <"$tmp/in"
says "watch: everything behind --" 0 "01:46:41.500000" ""

# --- the history, and doing without ---

printf -- '--\nexit\nburst 199\n--\nexec\n' >"$tmp/in"
run watch -n 201 --show-duplicates --summary -F %s <"$tmp/in"
says "history: every event of a burst" 0 "$(seq 201)" \
	"proclook: wakeups=2 delivered=201 shown=201 duplicates=0 missed=0"
run watch -n 2 --latest --summary -F '%s %m' <"$tmp/in"
says "latest: the last of a burst" 0 "200 199
201 0" "proclook: wakeups=2 delivered=2 shown=2 duplicates=0 missed=199"
run watch --duration 1s --summary -F %s -n 150 <"$tmp/in"
is "$(tail -n 1 "$tmp/out")" 150 "history: ends in the middle of a burst"
printf 'exec\nexit\n--\nfork\n' >"$tmp/in"
run watch -n 2 --latest --initial -F '%t %s %m' <"$tmp/in"
says "latest: initial" 0 "exit 2 0
fork 3 0" ""
run watch --duration 1s --initial -e fork -F '%t %s %m' <"$tmp/in"
says "initial: not one that is left out" 0 "fork 3 0" ""
# What is lost behind the last event that passes has no event to tell of it
printf 'keep 2\n--\nexec\nburst 3\nexit\nexit\n' >"$tmp/in"
run watch --duration 1s -e exec <"$tmp/in"
says "a loss without an event" 0 "---- missed 4 events ----" ""

# --- users, and own processes only ---

printf -- '--\nexec uid=5\n--\nexec uid=1000\n--\nexec uid=0\n' >"$tmp/in"
run watch --duration 1s --user 1000 -F '%u %s' <"$tmp/in"
says "user: a number" 0 "1000 2" ""
run watch --duration 1s --user root -F '%u %s' <"$tmp/in"
says "user: a name" 0 "0 3" ""
printf 'fail ioctl EUSERS\n--\nexec uid=5\n--\nexec uid=1000\n' >"$tmp/in"
run watch --duration 1s --user 1000 -F '%u %s' <"$tmp/in"
says "user: tested here if the module will not" 0 "1000 2" ""
printf 'fail ioctl EPERM\n' >"$tmp/in"
run watch --user 5 <"$tmp/in"
says "user: another one than oneself" 5 "" \
	"proclook: $node: you may see your own processes only"
printf 'own\n--\nexec uid=5\nexec uid=1000\n--\nexec uid=0\n' >"$tmp/in"
run watch --duration 1s -F '%u %s %m' <"$tmp/in"
says "own processes only" 0 "1000 2 0" ""

# --- the tree ---

cat >"$tmp/in" <<END
--
fork pid=2 start=2 ppid=1 parent_start=1 comm=a
fork pid=3 start=3 ppid=2 parent_start=2 comm=b
fork pid=4 start=4 ppid=3 parent_start=3 comm=c
exit pid=3 start=3 ppid=2 parent_start=2 comm=b status=0
exec pid=4 start=4 ppid=1 parent_start=0 comm=c path=/bin/c args=c\x00
fork pid=3 start=9 ppid=1 parent_start=1 comm=d
fork pid=5 start=5 ppid=3 parent_start=3 comm=e
END
run watch --duration 1s --tree <"$tmp/in"
is "$(cut -f 2,6 "$tmp/out")" "fork	a
fork	  b
fork	    c
exit	  b
exec	    /bin/c
fork	d
fork	e" "tree: below the parent, whoever has its pid now"
ok "tree: duration at the end" grep -q "exit	3	.*status=0 1\.499" "$tmp/out"
run watch --duration 1s --tree -e exec <"$tmp/in"
is "$(cut -f 6 "$tmp/out")" "/bin/c" "tree: a parent that is not seen is none"
run watch --duration 1s --tree -F %N <"$tmp/in"
is "$(sed -n 2p "$tmp/out")" b "tree: not in a format"

# --- hostile names ---

printf -- '--\nexec comm=\\x1b]0;x\\x07 path=/tmp/\\xe2\\x80\\xaex\\x0ay args=%s\n' \
	'$(reboot)\x00\xff\x00a\x09b\x00' >"$tmp/in"
run watch -n 1 <"$tmp/in"
says "hostile: one line, no control characters" 0 "01:46:41.500000	exec	42	7	1000	\
/tmp/\\u{202E}x\\ny	'\$(reboot)' \$'\\xff' \$'a\\tb'	seq=1" ""
run watch -n 1 -F %c <"$tmp/in"
says "hostile: comm" 0 '\x1b]0;x\a' ""

done_testing
