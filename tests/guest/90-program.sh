#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program proclook and the examples on the real module
set -eu

# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

class=/sys/class/proclook
dir=$(mktemp -d)
cd "$dir"

tell() { # the test module
	echo "$*" >/sys/module/proclook_test/parameters/command
}

# Runs a watcher in the background and returns when it is armed: it says so
start() { # file proclook-arguments...
	file=$1
	shift
	proclook watch --banner "$@" >"$file" 2>"$file.err" &
	watcher=$!
	wait_until 20 grep -q Watching "$file"
}

# Its status in $status, once it has ended by itself
finish() {
	status=0
	wait "$watcher" || status=$?
}

lines() {
	grep -c . "$1" || :
}

test_nothing_there() {
	status=0
	proclook watch 2>err || status=$?
	is "$status" 4 "without the module watch ends with 4"
	is "$(cat err)" "proclook: /dev/proclook/process: No such file or directory; is the module loaded? try: modprobe proclook" \
		"and says what to do"
	status=0
	proclook info >out 2>err || status=$?
	is "$status" 4 "info ends with 4"
	is "$(cat err)" "proclook: the module is not loaded; try: modprobe proclook" \
		"info says what to do"
}

test_show() {
	load
	load proclook_test
	status=0
	proclook show test >out 2>err || status=$?
	is "$status" 1 "show ends with 1 before the first event"
	tell signal test 3
	proclook show -F '%s %t %p %f %a' test >out
	is "$(cat out)" "3 exec 3 /test/3 test 3" "show prints the newest event"
	proclook show -F '%s' test >out
	is "$(cat out)" 3 "and does so again: it takes nothing from anybody"
}

test_info() {
	status=0
	proclook info >out || status=$?
	is "$status" 0 "info ends with 0 where all is well"
	for word in "loaded: yes" "installed: yes" "version: " "usable: yes" \
		"mode: 0644" "group: proclook" \
		"generation: $(cat $class/process/generation)" "test:"; do
		ok "info says: $word" grep -q "$word" out
	done
}

# Each event alone: the next is signalled when the last one was shown
test_watch() { # attribute|device
	start out --wait-on="$1" -n 3 -F '%s %p %m' test
	base=$(cat $class/test/signal)
	for i in 1 2 3; do
		tell signal test 1
		wait_until 20 grep -q "^$((base + i)) " out
	done
	finish
	is "$status" 0 "$1: watch -n 3 ends after three events"
	is "$(sed 1d out | tr '\n' ,)" \
		"$((base + 1)) $((base + 1)) 0,$((base + 2)) $((base + 2)) 0,$((base + 3)) $((base + 3)) 0," \
		"$1: they are the three that were signalled"
}

# Stopped, it sees one wake-up; without the history what came meanwhile is a number
test_gap() {
	start out --latest --summary -n 2 test
	base=$(cat $class/test/signal)
	tell signal test 1
	wait_until 20 grep -q "seq=$((base + 1))\$" out
	kill -STOP "$watcher"
	tell signal test 1000
	kill -CONT "$watcher"
	finish
	is "$(sed -n 3p out)" "---- missed 999 events ----" "a gap is its exact number"
	ok "then comes the newest event" grep -q "seq=$((base + 1001))\$" out
	ok "the summary adds up" grep -q "delivered=2 shown=2 .*missed=999" out.err
}

shown() { # events, behind the banner
	[ "$(lines out)" -gt "$1" ]
}

asleep() {
	grep -q '^State:.S' "/proc/$watcher/status"
}

# Reading the attribute wakes nobody, and one signal wakes once: there would be a line
# for each wake-up more, at the latest when the watcher sleeps again
test_no_duplicates() {
	start out --show-duplicates -n 2 test
	cat $class/test/signal >/dev/null
	tell signal test 1
	wait_until 20 shown 1
	wait_until 20 asleep
	tell signal test 1
	finish
	is "$(lines out)" 3 "one signal is one wake-up"
}

test_timeouts() {
	status=0
	proclook watch --idle-timeout 50ms test >out || status=$?
	is "$status" 3 "--idle-timeout ends with 3"
	status=0
	proclook watch --duration 50ms test >out || status=$?
	is "$status" 0 "--duration ends with 0"
}

# A snapshot is the newest event: one that another follows at once may go unseen.  So
# it happens again until the watcher has seen enough, and ends.
finish_with() { # command...
	tries=0
	while kill -0 "$watcher" 2>/dev/null && [ $tries -lt 200 ]; do
		"$@" >/dev/null 2>&1 || :
		tries=$((tries + 1))
	done
	kill -KILL "$watcher" 2>/dev/null || :
	finish
}

test_real_programs() {
	start out --json --event exec --name 'odd*' -n 1
	cp /bin/true "./odd name"
	finish_with "./odd name" 'a b' "$(printf 'x\ny')"
	is "$status" 0 "O1: the start of a program is told, whatever its name"
	ok "its path is whole" grep -qF "\"path\":\"$dir/odd name\"" out
	ok "its arguments are escaped" grep -qF '"args":["./odd name","a b","x\ny"]' out

	start out --event exit --name sh -F '%x' -n 1
	finish_with sh -c 'exit 7'
	is "$(sed 1d out)" "status=7" "O1: the end of one that failed, with its status"
	start out --event exit --name sh -F '%x' -n 1
	finish_with sh -c 'kill -KILL $$'
	is "$(sed 1d out)" "signal=SIGKILL" "the signal of one that was killed"
}

test_users() {
	is "$(as other proclook show -F %u)" 1001 "who is not in the group sees the own processes"
	ok "and is told so" sh -c "setpriv --reuid other --regid other --clear-groups \
		proclook info process | grep -qx '    scope: your own processes'"
	chmod 640 /dev/proclook/process
	status=0
	as other proclook show 2>err || status=$?
	chmod 644 /dev/proclook/process
	is "$status" 5 "where the mode says so, nobody else is let in: 5"
	ok "and is told which group" grep -q "members of group 'proclook'" err
	status=0
	as member proclook show >out || status=$?
	is "$status" 0 "who is in it may look"
}

test_gone() {
	tell create away
	wait_node away
	start out away
	tell destroy away
	finish
	is "$status" 4 "a watcher whose device goes away ends with 4"
	ok "and says so" grep -q "the device went away" out.err
}

armed_twice() {
	[ "$(grep -c Watching out)" -eq 2 ]
}

# Waits for a device that is not there, loses it, and has it back
test_follow() {
	proclook watch --follow --banner -F '%s %p' -n 2 away >out 2>out.err &
	watcher=$!
	wait_until 20 grep -q "not there yet" out.err
	tell create away
	wait_until 20 grep -q Watching out
	tell signal away 1
	wait_until 20 grep -q '^1 1$' out
	tell destroy away
	wait_until 20 grep -q "went away" out.err
	tell create away
	wait_until 20 armed_twice
	tell signal away 1
	finish
	tell destroy away
	is "$status" 0 "--follow goes on when the device is back"
	is "$(grep -c '^1 1$' out)" 2 "the first event of the new device is not taken for the old one"
}

example() { # program
	"$1" >out 2>err &
	watcher=$!
	wait_until 20 grep -qx 1 $class/process/watchers
	/bin/true
	wait_until 20 grep -q "$2" out
	kill "$watcher"
	wait "$watcher" || :
	ok "${1##*/}: prints what happens" grep -q "$2" out
}

test_examples() {
	example /tests/bin/watch-poll 'seq [0-9]*: type [123], pid [0-9]*, [0-9]* missed'
	example /tests/bin/watch-epoll 'seq=[0-9]*$'
}

# A notify-send that writes down what it is told
test_notify() {
	mkdir bin
	cat >bin/notify-send <<-'END'
		#!/bin/sh
		printf '%s\n' "$*" >>"$NOTIFIED"
	END
	chmod +x bin/notify-send
	NOTIFIED=$dir/notified PATH=$dir/bin:$PATH setsid /tests/bin/notify.sh &
	watcher=$!
	wait_until 20 grep -qx 1 $class/process/watchers
	odd='./<b>'
	cp /bin/true "$odd"
	tries=0
	until grep -q -- '-- &lt;b&gt;' notified 2>/dev/null || [ $tries -eq 200 ]; do
		"$odd" '<i>&</i>'
		tries=$((tries + 1))
	done
	# It is a pipeline: all of its session
	kill -- "-$watcher"
	wait "$watcher" || :
	ok "notify.sh: a bubble with the name, harmless" grep -q -- '-- &lt;b&gt;' notified
	ok "notify.sh: and the arguments" grep -qF '&lt;i&gt;&amp;&lt;/i&gt;' notified
}

test_nothing_there
test_show
test_info
test_watch attribute
test_watch device
test_gap
test_no_duplicates
test_timeouts
test_real_programs
test_users
test_gone
test_follow
test_examples
test_notify
unload proclook_test
unload
done_testing
