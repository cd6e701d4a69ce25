#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-notify on a feed of events (feed.c) and on a bus of its own (desk.c): what becomes
# a bubble, how many do, what a click does, what happens when something goes away
set -eu
unit=. out=.
# shellcheck source=../lib/tap.sh
. "$unit/../lib/tap.sh"
# shellcheck source=../lib/guest.sh
. "$unit/../lib/guest.sh"

tmp=$(mktemp -d)
notify='' desk=''
end_all() {
	exec 3>&- 4>&-
	# shellcheck disable=SC2086 # none is no word
	[ -z "$notify$desk" ] || kill $notify $desk 2>/dev/null || :
	rm -rf "$tmp"
}
trap end_all EXIT

program=$out/fed-proclook-notify
unset WAYLAND_DISPLAY DBUS_STARTER_ADDRESS
export DISPLAY=:0 XDG_CONFIG_HOME="$tmp/config" FOLLOW_FEED="$tmp/feed"
export DBUS_SESSION_BUS_ADDRESS="unix:path=$tmp/bus"
rules=$XDG_CONFIG_HOME/proclook/notify.conf
mkdir -p "$XDG_CONFIG_HOME/proclook"
patience=30

# What it takes time for is 12.3 seconds old
start=1000000000
times="start=$start time=$((start + 12345678901))"
crash="$times status=11"

has() { # file text
	grep -qF -- "$2" "$1"
}

# begin ["RULE..."]: a desk and the program; with an argument there is a file of rules
begin() {
	rm -f "$tmp/feed" "$tmp/lines" "$tmp/bus" "$rules"
	[ $# -eq 0 ] || printf '%b' "$1" >"$rules"
	mkfifo "$tmp/feed" "$tmp/lines"
	exec 3<>"$tmp/feed" 4<>"$tmp/lines"
	"$out/desk" "$tmp/bus" <&4 >"$tmp/out" 2>"$tmp/desk.err" 3>&- 4>&- &
	desk=$!
	wait_until $patience has "$tmp/out" ready
	: >"$tmp/err"
	"$program" >"$tmp/stdout" 2>"$tmp/err" </dev/null 3>&- 4>&- &
	notify=$!
	feed "opened own" ready
}

feed() { # line...: all of them at once
	printf '%s\n' "$@" >&3
}

tell_desk() { # line...
	printf '%s\n' "$@" >&4
}

shown() { # text: in what the desk has seen
	wait_until $patience has "$tmp/out" "$1"
}

said() { # text: on stderr
	wait_until $patience has "$tmp/err" "$1"
}

# Until the program has ended; leaves $status
ended() {
	status=0
	wait "$notify" || status=$?
	notify=
}

# What was not told would have come before this one
finish() {
	feed "ended pid=9999 comm=last start=1 time=1 status=11"
	shown ": last has crashed" || diag "the last bubble does not come"
	kill "$notify"
	ended
	wait_until $patience has "$tmp/out" gone
	wait "$desk" || :
	desk=
	sed -i -e '/^ready$/d' -e '/: last has crashed$/,$d' "$tmp/out"
}

says() { # name status out err
	is "$status" "$2" "$1: status"
	is "$(cat "$tmp/out")" "$3" "$1: bubbles"
	is "$(cat "$tmp/stdout" "$tmp/err")" "$4" "$1: nothing else is said"
}

# --- without a file ---

begin
feed "found pid=1 comm=init" \
	"execed pid=42 start=$start comm=ls path=/usr/bin/ls args=ls\\x00-l" \
	"ended pid=42 $times status=256" \
	"ended pid=43 $times comm=ls status=15" \
	"vanished pid=1"
feed "ended pid=44 $crash comm=a<b>& path=/usr/bin/a args=a<b>&\\x00<i>"
shown "a<b>& has crashed" || :
finish
says "a crash" 0 "1: a<b>& has crashed
	a&lt;b&gt;&amp; &lt;i&gt;, process 44: signal=SIGSEGV after 12.3 s" ""
for signal in INT HUP; do
	begin
	feed "ended pid=44 $crash comm=a"
	shown "a has crashed" || :
	kill -$signal "$notify" 2>/dev/null
	# Without job control a shell has what it starts in the background ignore SIGINT
	[ $signal = HUP ] || kill "$notify"
	ended
	is "$status" 0 "SIG$signal ends it"
	kill "$desk" 2>/dev/null || :
	wait "$desk" 2>/dev/null || :
done

# --- rules ---

begin "$(printf '%s\\n' 'tell start path=/usr/bin/sudo' 'tell end min=10s name=make' \
	'tell failed args="* all"' 'quiet name=cron')"
feed "execed pid=1 start=1 comm=sudo path=/usr/bin/sudo args=sudo\\x00id"
shown "1: sudo has started" || :
feed "execed pid=2 start=1 comm=make path=/usr/bin/make args=make\\x00all" \
	"ended pid=2 start=1 time=9999999999 status=0"
feed "forked pid=3 start=$start comm=make" "ended pid=3 $times comm=make status=0"
shown "2: make has ended" || :
feed "execed pid=4 start=$start comm=make path=/usr/bin/make args=make\\x00all" \
	"ended pid=4 start=$start time=$((start + 5000000)) comm=make status=512"
shown "3: make has failed" || :
feed "execed pid=5 start=$start comm=sh path=/usr/bin/sh args=sh\\x00all" \
	"ended pid=5 $times comm=sh status=15" \
	"execed pid=6 start=$start comm=cron path=/usr/bin/sudo args=x\\x00all" \
	"ended pid=6 $times comm=cron status=256" \
	"found pid=7 start=1 comm=sudo path=/usr/bin/sudo"
feed "execed pid=8 start=$start comm=sh path=/usr/bin/sh args=sh\\x00all" \
	"ended pid=8 start=$start time=$((start + 7384000000000)) comm=sh status=256"
shown "4: sh has failed" || :
printf 'tell failed\ntell crashed\n' >"$rules"
feed "ended pid=9 $times status=2304 comm=other"
shown "5: other has failed" || :
finish
says "rules" 0 "1: sudo has started
	sudo id, process 1
2: make has ended
	make, process 3: status=0 after 12.3 s
3: make has failed
	make all, process 4: status=2 after 5 ms
4: sh has failed
	sh all, process 8: status=1 after 2 h 3 min
5: other has failed
	other, process 9: status=9 after 12.3 s" ""

# --- the program's own ---

begin 'tell\n'
feed "execed pid=1 comm=x path=$(realpath "$out")/proclook-x" \
	"execed pid=2 comm=y path=$(realpath "$out")/proclook/y"
shown "y has started" || :
feed "execed pid=3 comm=z path=/proclook-z"
shown "z has started" || :
finish
is "$(grep -c started "$tmp/out")" 2 "programs of proclook are not told, others are"

# --- how many ---

begin
feed "ended pid=1 $crash comm=one" "ended pid=2 $crash comm=two" "lost 7"
shown "1: one has crashed" || :
feed "ended pid=3 $crash comm=three" "ended pid=4 $crash comm=four" "ended pid=5 $crash comm=five"
shown "2: three has crashed" || :
feed "lost 3" "lost 4"
shown "Not everything" || :
finish
says "many" 0 "1: one has crashed
	one, process 1: signal=SIGSEGV after 12.3 s
	1 more since then
	7 events were not seen
2: three has crashed
	three, process 3: signal=SIGSEGV after 12.3 s
	2 more since then
3: Not everything was seen
	7 events were not seen" ""
begin 'tell start\ntell crashed\n'
feed "torrent 30000 0 100"
counted() { # number: in all bubbles
	awk '/^[0-9]+: / { n++ } / more since then$/ { n += $1 } END { print n }' "$tmp/out" |
		grep -qx "$1"
}
ok "a storm: each is counted" wait_until $patience counted 10000
shown "1: storm-0 has started" || :
finish

# --- hostile text, as long as it can be ---

begin 'tell\n'
name=$(printf '%15s' '' | sed 's/ /\\x01/g')
feed "execed pid=1 comm=$name"
shown "1: $name has started" || :
feed "execed pid=2 comm=$(printf '%15s' '' | tr ' ' '&') args=$(printf '%300s' '' | tr ' ' '<')"
shown "2: &" || :
feed "execed pid=3 comm=a args=$(printf '%300s' '' | sed 's/ /\\xff/g')"
shown "3: a" || :
finish
says "hostile text" 0 "1: $name has started
	$name, process 1
2: $(printf '%15s' '' | tr ' ' '&') has started
	$(printf '%200s' '' | sed 's/ /\&lt;/g')..., process 2
3: a has started
	$(printf '%50s' '' | sed 's/ /\\xff/g')..., process 3" ""

# --- the file of rules ---

begin 'tell crashed\nsay\n\ntell name\n'
shown "2 rules for notifications cannot be used" || :
printf 'quiet name=quiet\ntell\n' >"$rules"
feed "ended pid=1 $crash comm=quiet" "execed pid=1 comm=loud"
shown "2: loud has started" || :
rm "$rules"
rmdir "${rules%/*}"
feed "execed pid=2 comm=quiet" "ended pid=2 $crash comm=default"
shown "3: default has crashed" || :
mkdir "${rules%/*}"
printf 'tell start\ntell cra\377shed <b>\ntell crashed' >"$rules"
feed "execed pid=3 comm=new"
shown "4: 1 rule for" || :
shown "5: new has started" || :
rm "$rules"
mkdir "$rules"
feed "execed pid=4 comm=newer"
shown "6: Rules for" || :
shown "7: newer has started" || :
finish
rmdir "$rules"
says "the file" 0 "1: 2 rules for notifications cannot be used
	$rules:2: 'say' is neither tell nor quiet
2: loud has started
	loud, process 1
3: default has crashed
	default, process 2: signal=SIGSEGV after 12.3 s
4: 1 rule for notifications cannot be used
	$rules:2: 'cra\\xffshed' is no word of a rule
5: new has started
	new, process 3
6: Rules for notifications cannot be read
	$rules: Is a directory
7: newer has started
	newer, process 4" "proclook-notify: $rules:2: 'say' is neither tell nor quiet
proclook-notify: $rules:4: 'name' has no =VALUE
proclook-notify: $rules:2: 'cra\\xffshed' is no word of a rule
proclook-notify: $rules: Is a directory"

# --- clicks ---

begin
tell_desk "window installed"
feed "ended pid=42 $crash comm=one"
shown "1 (default=Show): one has crashed" || :
tell_desk "click 1 other" "click 2" "click 1"
shown "window: show-process (42 $start)" || :
tell_desk "token 1 front-please" "click 1"
shown "activation-token" || :
tell_desk "close 1" "click 1" "window running"
feed "lost 1"
shown "2: Not everything" || :
tell_desk "click 2"
feed "ended pid=43 $crash comm=two"
shown "3 (default=Show): two has crashed" || :
tell_desk "window none" "click 3"
said "org.proclook.Desktop" || :
feed "ended pid=44 $crash comm=three"
shown "4: three has crashed" || :
finish
says "clicks" 0 "1 (default=Show): one has crashed
	one, process 42: signal=SIGSEGV after 12.3 s
window: show-process (42 $start)
window: show-process (42 $start) activation-token=front-please
2: Not everything was seen
	1 events were not seen
3 (default=Show): two has crashed
	two, process 43: signal=SIGSEGV after 12.3 s
window: show-process (43 $start)
4: three has crashed
	three, process 44: signal=SIGSEGV after 12.3 s" "proclook-notify: org.proclook.Desktop: the window\\x1b is gone"

# --- what is not there ---

status=0
DISPLAY='' "$program" >"$tmp/stdout" 2>"$tmp/err" || status=$?
is "$status $(cat "$tmp/stdout" "$tmp/err")" "0 proclook-notify: there is no display" "no display"
status=0
DBUS_SESSION_BUS_ADDRESS=unix:path=$tmp/none DISPLAY='' WAYLAND_DISPLAY=wayland-0 "$program" \
	>"$tmp/stdout" 2>"$tmp/err" || status=$?
is "$status" 1 "the other kind of display, but no bus: status"
is "$(cat "$tmp/stdout" "$tmp/err")" \
	"proclook-notify: the user's bus: No such file or directory; is this a session?" "no bus"

begin
tell_desk "daemon none"
feed "ended pid=1 $crash comm=one"
said "tells: one" || :
feed "ended pid=2 $crash comm=two"
shown "refused: two" || :
tell_desk "daemon there"
finish
is "$status $(cat "$tmp/err")" "0 proclook-notify: no notification daemon tells: one has crashed" \
	"no daemon, for a while: it is said once"
begin
tell_desk "daemon full"
feed "ended pid=1 $crash comm=one"
said "refuses" || :
tell_desk "daemon there"
finish
is "$status $(cat "$tmp/err")" \
	"0 proclook-notify: the notification daemon refuses a bubble: too\\nmany" \
	"a daemon that refuses: it is said"

# Who waits for an answer takes events all the same
begin
tell_desk "daemon silent"
feed "ended pid=1 $crash comm=one"
shown "1: one has crashed" || :
feed "closed EACCES"
ended
is "$status" 5 "not permitted, while the daemon says nothing: status"
is "$(grep -c '^proclook-notify: /dev/proclook/process: Permission denied' "$tmp/err")" 1 \
	"it is said once"
kill "$desk" 2>/dev/null || :
wait "$desk" || :

begin
feed "closed ENODEV"
said "the device went away, waiting for it" || :
feed "opened own" "ready" "ended pid=1 $crash comm=back"
shown "1: back has crashed" || :
finish
says "the device went away and is back" 0 "1: back has crashed
	back, process 1: signal=SIGSEGV after 12.3 s" \
	"proclook-notify: /dev/proclook/process: the device went away, waiting for it"
begin
feed "closed EUSERS"
ended
is "$status" 1 "too many watchers: status"
kill "$desk" 2>/dev/null || :
wait "$desk" || :
begin
feed "error EPROTO"
ended
is "$status" 1 "a module that makes no sense: status"
kill "$desk" 2>/dev/null || :
wait "$desk" || :
begin
feed "ended pid=1 $crash comm=one"
shown "1: one" || :
tell_desk "hang up"
ended
is "$status $(cat "$tmp/err")" "1 proclook-notify: the user's bus: Connection reset by peer" \
	"the bus went away"
wait "$desk" || :
desk=

# --- usage ---

run() {
	status=0
	"$program" "$@" >"$tmp/stdout" 2>"$tmp/err" </dev/null || status=$?
}
run --help
is "$status $(head -n 1 "$tmp/stdout")" "0 Usage: proclook-notify" "help"
run --nonsense
is "$status" 2 "an option that is none"
run nonsense
is "$status $(cat "$tmp/err")" "2 proclook-notify: 'nonsense' is no option
Try 'proclook-notify --help' for more information." "a word"
run --check a b
is "$status" 2 "two files"
rm -f "$rules"
run --check
is "$status $(cat "$tmp/stdout" "$tmp/err")" "0 " "no rules are good"
printf 'tell\nsay\nquiet x' >"$rules"
run --check
is "$status $(cat "$tmp/stdout")" "1 $rules:2: 'say' is neither tell nor quiet
$rules:3: 'x' is no word of a rule" "bad lines"
run --check "$unit/../../app/rules/notify.conf"
is "$status $(cat "$tmp/stdout" "$tmp/err")" "0 " "the example is good"
printf '\n\033[31m\n' >"$tmp/a
b"
run -c "$tmp/a
b"
is "$status $(cat "$tmp/stdout")" "1 $tmp/a\\nb:2: '\\x1b[31m' is neither tell nor quiet" \
	"another file with bad lines and a bad name"
run --check "$tmp/none"
is "$status $(cat "$tmp/stdout" "$tmp/err")" \
	"1 proclook-notify: $tmp/none: No such file or directory" "a file that is not there"
status=0
env -u XDG_CONFIG_HOME -u HOME "$program" --check >"$tmp/stdout" 2>"$tmp/err" || status=$?
is "$status $(cat "$tmp/err")" \
	"1 proclook-notify: neither XDG_CONFIG_HOME nor HOME says where the rules are" "no home"

done_testing
