#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-notify on a fake kernel and a fake bus: what becomes a bubble, and how many do
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

program=$out/fake-proclook-notify
unset WAYLAND_DISPLAY
export DISPLAY=:0
# A crash of one's own: signal 11
crash="exit uid=$(id -u) status=11"
# The second without a bubble is over
second='pass 1000000000
eintr'

# --- which events ---

cat >"$tmp/in" <<END
$crash
--
exec uid=$(id -u)
exit uid=$(id -u) status=256
exit uid=$(id -u) status=15
exit uid=$(($(id -u) + 1)) status=11
--
$crash comm=a<b>&
--
$second
--
signal 15
END
run <"$tmp/in"
says "a crash" 0 "1: a<b>& has crashed
	a&lt;b&gt;&amp;, process 42: signal=SIGSEGV" ""
for how in 4 5 6 7 8 11 31 139; do
	printf -- '--\n%s status=%s\n--\n%s\n--\nsignal 15\n' "$crash" $how "$second" >"$tmp/in"
	run <"$tmp/in"
	is "$(grep -c 'has crashed' "$tmp/out")" 1 "status $how is a crash"
done
for signal in 1 2 15; do
	printf -- '--\nsignal %s\n' $signal >"$tmp/in"
	run <"$tmp/in"
	says "signal $signal" 0 "" ""
done

# --- how many ---

cat >"$tmp/in" <<END
--
$crash comm=one
--
$crash comm=two
$crash comm=three
$crash comm=four
$second
--
$second
--
$crash comm=five
--
$second
--
signal 15
END
run <"$tmp/in"
says "many" 0 "1: one has crashed
	one, process 42: signal=SIGSEGV
2: two has crashed
	two, process 42: signal=SIGSEGV
	2 more since then
3: five has crashed
	five, process 42: signal=SIGSEGV" ""
printf -- 'keep 10\n--\n%s\nburst 99\n--\n%s\n--\nsignal 15\n' "$crash" "$second" >"$tmp/in"
run <"$tmp/in"
says "lost" 0 "1: ls has crashed
	ls, process 42: signal=SIGSEGV
	9 more since then
	90 processes have ended unseen" ""
printf -- 'keep 2\n--\n%s\nexit uid=%s\nburst 2\n--\n%s\n--\nsignal 15\n' "$crash" "$(id -u)" \
	"$second" >"$tmp/in"
run <"$tmp/in"
says "all of them lost" 0 "1: Not everything was seen
	2 processes have ended unseen" ""

# --- hostile names, as long as they can be ---

printf -- '--\n%s comm=\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\n--\n%s\n--\nsignal 15\n' \
	"$crash" "$second" >"$tmp/in"
run <"$tmp/in"
name=$(printf '%15s' '' | sed 's/ /\\x01/g')
says "no letter" 0 "1: $name has crashed
	$name, process 42: signal=SIGSEGV" ""
printf -- '--\n%s comm=&&&&&&&&&&&&&&&\n--\n%s\n--\nsignal 15\n' "$crash" "$second" >"$tmp/in"
run <"$tmp/in"
says "nothing but markup" 0 "1: &&&&&&&&&&&&&&& has crashed
	$(printf '%15s' '' | sed 's/ /\&amp;/g'), process 42: signal=SIGSEGV" ""

# --- what is not there ---

: >"$tmp/in"
DISPLAY='' run <"$tmp/in"
says "no display" 0 "" "proclook-notify: there is no display"
printf -- '--\nsignal 15\n' >"$tmp/in"
DISPLAY='' WAYLAND_DISPLAY=wayland-0 run <"$tmp/in"
says "the other kind of display" 0 "" ""
echo "fail connect ECONNREFUSED" >"$tmp/in"
run <"$tmp/in"
says "no bus" 1 "" "proclook-notify: the user's bus: Connection refused; is this a session?"
cat >"$tmp/in" <<END
--
$crash comm=one
fail bubble ENOENT
--
$second
--
$crash comm=two
fail bubble ENOENT
--
$second
--
$crash comm=three
--
$second
--
signal 15
END
run <"$tmp/in"
says "no daemon, for a while" 0 "1: three has crashed
	three, process 42: signal=SIGSEGV" "proclook-notify: no notification daemon tells: one has crashed"
printf -- '--\n%s\nfail bubble EIO\n' "$crash" >"$tmp/in"
run <"$tmp/in"
says "the bus went away" 1 "" "proclook-notify: the user's bus: Input/output error"
echo absent >"$tmp/in"
run <"$tmp/in"
is "$status" 4 "no device: status"
printf -- '--\ngone\n' >"$tmp/in"
run <"$tmp/in"
says "the device went away" 4 "" "proclook-notify: $node: the device went away"
echo "fail open EACCES" >"$tmp/in"
run <"$tmp/in"
is "$status" 5 "not permitted: status"

# --- usage ---

: >"$tmp/in"
run --help <"$tmp/in"
is "$status $(head -n 1 "$tmp/out")" "0 Usage: proclook-notify" "help"
run --nonsense <"$tmp/in"
is "$status" 2 "an option that is none"
run nonsense <"$tmp/in"
says "a word" 2 "" "proclook-notify: 'nonsense' is no option
Try 'proclook-notify --help' for more information."

done_testing
