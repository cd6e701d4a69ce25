#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program against a fake kernel (see script.c): output, messages, exit codes
# shellcheck disable=SC2013,SC2016,SC2258 # words, perl, commas: all on purpose
set -eu
unit=. out=.
. "$unit/../lib/tap.sh"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export TZ=UTC0 FAKE_SCRIPT="$tmp/script" FAKE_ROOT="$tmp/root" TERM=xterm
unset NO_COLOR
mkdir -p "$tmp/root/run/udev"
: >"$tmp/root/run/udev/control"
tab=$(printf '\t')
esc=$(printf '\033')

# What the fake kernel does is read from stdin
program=$out/fake-proclook
run() {
	cat >"$tmp/script"
	status=0
	"$program" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
	# What the shell has to say about a signal
	sed -i '/^Terminated$/d' "$tmp/err"
}

# name status stdout stderr
says() {
	is "$status" "$2" "$1: status"
	is "$(cat "$tmp/out")" "$3" "$1: stdout"
	is "$(cat "$tmp/err")" "$4" "$1: stderr"
}

try="Try 'proclook --help' for more information."
node=/dev/proclook/process

# --- usage ---

usage() { # message arguments...
	message=$1
	shift
	run "$@" </dev/null
	says "usage: $*" 2 "" "proclook: $message
$try"
}
usage "a command is missing"
usage "unknown command 'frobnicate'" frobnicate
usage "unknown command ''" ""
usage "unrecognized option '--frob'" --frob
usage "unrecognized option '--frob'" watch --frob
usage "unrecognized option '--initial'" show --initial
usage "unrecognized option '--format'" info --format
usage "invalid option -- 'z'" watch -z
usage "option requires an argument -- 'n'" watch -n
usage "option '--name' requires an argument" watch --name
usage "option '--json' doesn't allow an argument" watch --json=x
usage "watch: one name at a time" watch process process
usage "show: one name at a time" show process process
usage "info: one name at a time" info process process
usage "'a/b' cannot be the name of a named event" watch a/b
usage "'..' cannot be the name of a named event" show ..
usage "'' cannot be the name of a named event" watch --follow ""
usage "'../x' cannot be the name of a named event" info ../x
for value in 0 -1 "" x 1x 18446744073709551616; do
	usage "--num-events: '$value' is not a number above 0" watch -n "$value"
done
for value in -1 "" x 1h 1.5s 9999999999999s; do
	usage "--duration: '$value' is not a time such as 500, 20ms, 3s or 1m" \
		watch --duration="$value"
done
usage "--idle-timeout: '1y' is not a time such as 500, 20ms, 3s or 1m" watch --idle-timeout 1y
for value in "" , fork, ,fork fork,,exec Fork unknown forkforkforkforkfork; do
	usage "--event: '$value' is not a list of fork, exec, exit or all" watch -e "$value"
done
for value in "" 0 -1 1, ,1 2147483648 x 99999999999999999999; do
	usage "--pid: '$value' is not a list of process ids" watch -p "$value"
done
usage "--wait-on: 'both' is not attribute or device" watch --wait-on=both
usage "--color: 'red' is not auto, always or never" watch --color=red
usage "--format: unknown %-specifier in '%q'" watch -F %q
usage "--format: unknown %-specifier in '%'" show -F %

# --- help and version ---

run --help </dev/null
is "$status $(cat "$tmp/err")" "0 " "help: status, stderr"
is "$(awk 'length > 80' "$tmp/out")" "" "help: 80 columns"
cp "$tmp/out" "$tmp/help"
for command in show watch info; do
	run $command --help </dev/null
	ok "help: $command --help" cmp -s "$tmp/out" "$tmp/help"
done
for option in $(sed -n 's/.*{ "\([a-z-]*\)", [a-z]*_argument,.*/\1/p' \
	"$unit"/../../app/cli/*.c | sort -u); do
	ok "help: has --$option" grep -q -e "--$option" "$tmp/help"
done
for letter in $(sed -n "s/^\t{ '\(.\)', put_.*/\1/p" "$unit/../../app/lib/format.c"); do
	ok "help: has %$letter" grep -q " %$letter " "$tmp/help"
done
run --version </dev/null
is "$status $(wc -l <"$tmp/out" | tr -d ' ')" "0 3" "version"
run -V </dev/null
is "$(sed -n 's/^proclook [0-9.]*$/ok/p' "$tmp/out")" ok "-V"

# --- no device, no permission ---

gone="No such file or directory; is the module loaded? try: modprobe proclook"
echo absent >"$tmp/in"
run show <"$tmp/in"
says "show: no module" 4 "" "proclook: $node: $gone"
run watch <"$tmp/in"
says "watch: no module" 4 "" "proclook: $node: $gone"
run watch --initial --wait-on=device thread </dev/null
says "watch: no such event" 4 "" "proclook: /dev/proclook/thread: $gone"
mkdir -p "$tmp/root/sys/module/proclook"
run watch thread </dev/null
says "watch: no such event in the module" 4 "" "proclook: /dev/proclook/thread: No such file or \
directory; the module is loaded and has no such named event, see: proclook info"
mkdir -p "$tmp/root/sys/class/proclook/process"
echo "fail open ENOENT" >"$tmp/in"
run watch <"$tmp/in"
says "watch: no node" 4 "" "proclook: $node: No such file or directory; the named event is \
there, its node is not: is udev running?"
rm -r "$tmp/root/sys"
echo "fail open ENXIO" >"$tmp/in"
run watch <"$tmp/in"
is "$status" 4 "watch: ENXIO"
echo "fail open EACCES" >"$tmp/in"
run watch <"$tmp/in"
says "watch: forbidden" 5 "" \
	"proclook: $node: Permission denied; members of group 'proclook' may read it"
run show <"$tmp/in"
is "$status" 5 "show: forbidden"
echo "fail open EPERM" >"$tmp/in"
run watch <"$tmp/in"
says "watch: container" 5 "" "proclook: $node: Operation not permitted; it can be opened in the \
initial pid namespace only, not in a container"
echo "fail attribute EMFILE" >"$tmp/in"
run watch <"$tmp/in"
says "watch: other errors" 1 "" "proclook: $node: Too many open files"
cat >"$tmp/in" <<END
exec
poke 6 1
END
run show <"$tmp/in"
says "show: nonsense" 1 "" "proclook: $node: Protocol error; the loaded module and this library \
disagree: update the older one"
cat >"$tmp/in" <<END
--
exec
fail ioctl ENOTTY
END
run watch <"$tmp/in"
is "$status" 1 "watch: nonsense"

# --- show ---

run show </dev/null
says "show: nothing yet" 1 "" "proclook: process: no event yet"
exec_line="01:46:41.500000	exec	42	7	1000	/usr/bin/ls	ls -l 'my file'	seq="
exit_line="01:46:41.500000	exit	42	7	1000	ls	status=3 250.000ms	seq="
printf 'fork\nexec\n' >"$tmp/in"
run show <"$tmp/in"
says "show" 0 "${exec_line}2" ""
run show process <"$tmp/in"
says "show process" 0 "${exec_line}2" ""
run show -F "%p %s %m" <"$tmp/in"
says "show: format" 0 "42 2 0" ""
run show --utc <"$tmp/in"
says "show: UTC" 0 "2001-09-09T01:46:41.500000000Z${exec_line#01:46:41.500000}2" ""
run show --utc --localtime <"$tmp/in"
says "show: local time" 0 "${exec_line}2" ""
run show --json <"$tmp/in"
is "$status $(cut -c 1-62 "$tmp/out")" \
	"0 {\"type\":\"exec\",\"seq\":2,\"generation\":\"18369614221190020847\",\"mi" "show: json"
printf 'exec\nfail ioctl EINTR\n' >"$tmp/in"
run show <"$tmp/in"
says "show: again after EINTR" 0 "${exec_line}1" ""

# --- watch: what is shown ---

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

# --- watch: filters, and gaps that outlive them ---

cat >"$tmp/in" <<END
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
run watch --duration 1s -F "%t %p %s %m" -e exec <"$tmp/in"
is "$(cat "$tmp/out")" "exec 10 3 1
exec 11 10 4" "filter: type"
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
run watch --duration 1s -e exec <"$tmp/in"
is "$(cut -f 1,2,3,6,7,8 "$tmp/out")" "---- missed 1 events ----
01:46:41.500000	exec	10	/bin/true	true	seq=3
---- missed 4 events ----
01:46:41.500000	exec	11	/bin/false	false	seq=10
---- missed 2 events ----" "gaps: before the next shown event, and at the end"
run watch --duration 1s -e exec --json <"$tmp/in"
is "$(sed 's/.*"missed":\([0-9]*\).*/\1/' "$tmp/out" | tr '\n' ' ')" "1 4 2 " "gaps: json"
is "$(tail -n 1 "$tmp/out")" '{"type":"gap","missed":2}' "gaps: json, at the end"
run watch --duration 1s -e exec -q --summary <"$tmp/in"
says "gaps: quiet" 0 "" "proclook: reads=7 delivered=7 shown=2 duplicates=0 missed=7"
printf -- '--\nexec comm=sh path=/opt/my-shell\n' >"$tmp/in"
run watch -n 1 --name my-shell -F %c <"$tmp/in"
says "filter: name of the path's last part" 0 sh ""
run watch --duration 1s --name opt -F %c <"$tmp/in"
says "filter: not of another part" 0 "" ""

# --- watch: the end ---

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
run watch -e exec --idle-timeout 10ms -F %s <"$tmp/in"
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
run watch -e exec --idle-timeout 10ms --summary <"$tmp/in"
says "idle: nor do they where it never sleeps" 3 "" \
	"proclook: reads=11 delivered=11 shown=0 duplicates=0 missed=0"
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
proclook: reads=2 delivered=1 shown=1 duplicates=0 missed=0"

# --- watch: follow ---

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
proclook: reads=4 delivered=2 shown=2 duplicates=0 missed=0"
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

# --- watch: signals ---

printf -- '--\nexec\n--\nsignal 15\n' >"$tmp/in"
run watch -F %s <"$tmp/in"
says "SIGTERM kills" 143 1 ""
run watch -F %s --summary <"$tmp/in"
says "SIGTERM with a summary kills too" 143 1 \
	"proclook: reads=1 delivered=1 shown=1 duplicates=0 missed=0"
printf -- '--\nexec\n--\nsignal 2\n' >"$tmp/in"
run watch -F %s --summary <"$tmp/in"
is "$status" 130 "SIGINT with a summary"
printf -- '--\nsignal 2\nexec\n' >"$tmp/in"
cp "$tmp/in" "$tmp/script"
is "$(trap '' INT; "$program" watch -n 1 -F %s --summary 2>"$tmp/err")" 1 \
	"a signal that was ignored stays ignored"

# --- output: color, terminals, write errors ---

printf -- '--\nexec\n--\nburst 2\n--\nexit status=0\n--\nexit\n--\nfork\n' >"$tmp/in"
run watch -n 5 --color <"$tmp/in"
is "$(cut -f 2 "$tmp/out")" "${esc}[36mexec${esc}[0m
${esc}[1;33m---- missed 1 events ----${esc}[0m
${esc}[36mexec${esc}[0m
${esc}[34mexit${esc}[0m
${esc}[31mexit${esc}[0m
${esc}[32mfork${esc}[0m" "color: always"
run watch -n 5 --color=always --json <"$tmp/in"
not_ok "color: not in json" grep -q "$esc" "$tmp/out"
run watch -n 5 --color=always -F %t <"$tmp/in"
not_ok "color: not in a format" grep -q "$esc" "$tmp/out"
run watch -n 5 <"$tmp/in"
not_ok "color: not into a file" grep -q "$esc" "$tmp/out"
cp "$tmp/in" "$tmp/script"
on_terminal() { # environment and arguments, one word each
	TERM=xterm script -qec "env $* $program watch -n 5" /dev/null </dev/null >"$tmp/out" 2>&1
}
on_terminal -u NO_COLOR
ok "color: in a terminal" grep -q "${esc}\\[36mexec" "$tmp/out"
on_terminal NO_COLOR=
ok "color: empty NO_COLOR is none" grep -q "${esc}\\[36mexec" "$tmp/out"
on_terminal NO_COLOR=1
ok "color: NO_COLOR, events" grep -q "exec${tab}42" "$tmp/out"
not_ok "color: NO_COLOR" grep -q "$esc" "$tmp/out"
on_terminal TERM=dumb
not_ok "color: not on a dumb terminal" grep -q "$esc" "$tmp/out"

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
# shellcheck disable=SC2016
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

# --- hostile names ---

printf -- '--\nexec comm=\\x1b]0;x\\x07 path=/tmp/\\xe2\\x80\\xaex\\x0ay args=%s\n' \
	'$(reboot)\x00\xff\x00a\x09b\x00' >"$tmp/in"
run watch -n 1 <"$tmp/in"
says "hostile: one line, no control characters" 0 "01:46:41.500000	exec	42	7	1000	\
/tmp/\\u{202E}x\\ny	'\$(reboot)' \$'\\xff' \$'a\\tb'	seq=1" ""
run watch -n 1 -F %c <"$tmp/in"
says "hostile: comm" 0 '\x1b]0;x\a' ""

# --- info ---

printf 'absent\n' >"$tmp/in"
run info <"$tmp/in"
says "info: not installed" 4 "module:
  kernel: 6.1.0-fake
  loaded: no
  installed: no
  parameters:
events:" "proclook: the module is not loaded and not installed for kernel 6.1.0-fake"
mkdir -p "$tmp/root/lib/modules/6.1.0-fake"
echo "kernel/a.ko: updates/proclook.ko" >"$tmp/root/lib/modules/6.1.0-fake/modules.dep"
run info <"$tmp/in"
is "$(sed -n 's/ *installed: //p' "$tmp/out")" no "info: needed by another is not installed"
echo "updates/proclook.ko.xz:" >>"$tmp/root/lib/modules/6.1.0-fake/modules.dep"
run info <"$tmp/in"
is "$status $(cat "$tmp/err")" "4 proclook: the module is not loaded; try: modprobe proclook" \
	"info: not loaded"
sys=$tmp/root/sys/module/proclook
mkdir -p "$sys/parameters"
echo 0.1.0 >"$sys/version"
echo ABCDEF >"$sys/srcversion"
echo Y >"$sys/parameters/args"
run info <"$tmp/in"
is "$status $(cat "$tmp/err")" \
	"4 proclook: the module is loaded and has no named event: is /sys mounted?" "info: no event"
class=$tmp/root/sys/class/proclook/process
mkdir -p "$class/power"
for file in signal generation notifications overwritten watchers a_later_one; do
	echo 7 >"$class/$file"
done
printf 'MAJOR=1\n' >"$class/uevent"
echo 240:1 >"$class/dev"
mkdir -p "$tmp/root/dev/proclook"
: >"$tmp/root/dev/proclook/process"
chmod 640 "$tmp/root/dev/proclook/process"
owner=$(stat -c %U "$tmp/root/dev/proclook/process")
group=$(stat -c %G "$tmp/root/dev/proclook/process")
run info </dev/null
says "info" 0 "module:
  kernel: 6.1.0-fake
  loaded: yes
  installed: yes
  version: 0.1.0
  srcversion: ABCDEF
  parameters:
    args: Y
events:
  process:
    usable: yes
    node: $node
    mode: 0640
    owner: $owner
    group: $group
    a_later_one: 7
    generation: 7
    notifications: 7
    overwritten: 7
    signal: 7
    watchers: 7" ""
cp "$tmp/out" "$tmp/all"
run info process </dev/null
ok "info process" cmp -s "$tmp/out" "$tmp/all"
run info --json </dev/null
is "$(cat "$tmp/out")" "{\"module\":{\"kernel\":\"6.1.0-fake\",\"loaded\":true,\"installed\":true,\
\"version\":\"0.1.0\",\"srcversion\":\"ABCDEF\",\"parameters\":{\"args\":\"Y\"}},\"events\":\
{\"process\":{\"usable\":true,\"node\":\"$node\",\"mode\":\"0640\",\"owner\":\"$owner\",\
\"group\":\"$group\",\"a_later_one\":\"7\",\"generation\":\"7\",\"notifications\":\"7\",\
\"overwritten\":\"7\",\"signal\":\"7\",\"watchers\":\"7\"}}}" "info: json"
ok "info: it is JSON" perl -MJSON::PP -0777 -ne 'decode_json($_)' "$tmp/out"
run info thread </dev/null
is "$status $(cat "$tmp/err")" "4 proclook: /dev/proclook/thread: No such file or directory; the \
module is loaded and has no such named event, see: proclook info" "info: no such event"
printf 'fail open EACCES\n' >"$tmp/in"
run info <"$tmp/in"
is "$status $(sed -n 's/ *usable: //p' "$tmp/out")" "5 no" "info: forbidden"
is "$(cat "$tmp/err")" "proclook: $node: Permission denied; members of group '$group' may read it" \
	"info: forbidden, why"
chmod 400 "$tmp/root/dev/proclook/process"
run info <"$tmp/in"
is "$(cat "$tmp/err")" "proclook: $node: Permission denied; only its owner may read it: is the \
udev rule installed?" "info: forbidden to all"
rm "$tmp/root/dev/proclook/process"
printf 'fail open ENOENT\n' >"$tmp/in"
run info <"$tmp/in"
is "$status $(sed -n 's/ *node_error: //p' "$tmp/out")" "4 No such file or directory" "info: no node"
printf '"\\\033\n' >"$class/signal"
run info --json </dev/null
ok "info: strange content is JSON" perl -MJSON::PP -0777 -ne 'decode_json($_)' "$tmp/out"

# --- the real thing, without a module ---

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
