#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The probe of the event image: there while somebody watches, gone soon after, and no
# way to have it come and go in a loop; what happens when kprobes are switched off
set -eu

# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

node=/dev/proclook/image
probes=/sys/kernel/debug/kprobes
tracing=/sys/kernel/tracing
occupied=$tracing/instances/second/events/kprobes/occupied/enable
counter=$tracing/instances/counter

# On one processor code can be patched whatever QEMU does, see init; so here the
# function is not occupied, and kprobes can be switched off.
alone() { # 0 or 1
	[ ! -e /sys/devices/system/cpu/cpu1/online ] ||
		echo $((1 - $1)) >/sys/devices/system/cpu/cpu1/online
	echo $((1 - $1)) >$occupied
}

# Others may have some there too
count() {
	grep -c -e perf_event_mmap -e 'canary.*proclook' $probes/list || :
}

armed() {
	[ "$(count)" = $((others + 2)) ]
}

disarmed() {
	[ "$(count)" = "$others" ]
}

# How often register_kprobe() was called since count_begin
count_begin() {
	mkdir $counter
	echo register_kprobe >$counter/set_ftrace_filter
	echo function >$counter/current_tracer
}

count_end() {
	calls=$(grep -c 'register_kprobe <-' $counter/trace || :)
	echo nop >$counter/current_tracer
	rmdir $counter
}

try_open() {
	( : <$node )
}

# An event for sure: dash is started anew, and with it its libraries
newest() {
	/bin/sh -c :
	cat /sys/class/proclook/image/signal
}

test_idle() {
	load
	wait_node image
	others=$(count)
	is "$(grep -c proclook $probes/list)" 0 "without a watcher there is no probe"
	before=$(newest)
	is "$(newest)" "$before" "and no event"
}

test_armed() {
	exec 3<$node
	ok "with a watcher there are the probe and its canary" armed
	is "$(grep -e perf_event_mmap -e canary $probes/list | grep -vc '\[FTRACE\]')" 0 \
		"both rest on ftrace"
	before=$(newest)
	ok "events come" [ "$(newest)" -gt "$before" ]
	exec 4<$node
	exec 3<&-
	ok "a second watcher outlives the first" [ "$(newest)" -gt "$before" ]
	exec 4<&-
}

# Nothing is said of how long it lingers, but that it ends
test_linger() {
	ok "soon after the last one has gone the probe is too" wait_until 30 disarmed
	before=$(newest)
	is "$(newest)" "$before" "and events do not come any more"
}

test_loop() {
	count_begin
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		try_open
	done
	count_end
	is "$calls" 2 "opened 20 times one after another, it is armed once"
	ok "the next one after it has gone" wait_until 30 disarmed
	count_begin
	try_open
	count_end
	is "$calls" 2 "arms it once more"
}

test_off() { # what file
	exec 3<$node
	echo 0 >"$2"
	before=$(newest)
	is "$(newest)" "$before" "$1 off: who had it open gets no more events"
	is "$(try_open 2>&1 | grep -c 'not supported')" 1 "$1 off: who opens it gets EOPNOTSUPP"
	is "$(cat /sys/class/proclook/image/watchers)" 1 "$1 off: and is no watcher"
	echo 1 >"$2"
	ok "$1 on again: it can be opened" try_open
	ok "$1 on again: events come" [ "$(newest)" -gt "$before" ]
	exec 3<&-
}

# Then even the one who is turned away could have it armed
test_off_before() {
	ok "when nobody has it open" wait_until 30 disarmed
	echo 0 >$probes/enabled
	count_begin
	for _ in 1 2 3 4; do
		not_ok "and kprobes are off, it cannot be opened" try_open 2>/dev/null
	done
	count_end
	is "$calls" 2 "again and again, but is armed only once"
	echo 1 >$probes/enabled
	ok "kprobes are on: it can be opened" try_open
}

test_unload() {
	try_open
	ok "while it lingers it can be unloaded" unload
	is "$(count)" "$others" "and nothing is left"
	load
	wait_node image
	exec 3<$node
	not_ok "while it is open it cannot" unload 2>/dev/null
	exec 3<&-
	unload proclook
}

alone 1
test_idle
test_armed
test_linger
test_loop
test_off kprobes $probes/enabled
test_off ftrace /proc/sys/kernel/ftrace_enabled
test_off_before
test_unload
alone 0
done_testing
