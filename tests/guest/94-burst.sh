#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A burst of processes, and a watcher that does not run meanwhile
set -eu

# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

dir=$(mktemp -d)
cd "$dir"
class=/sys/class/proclook/process
burst=$((5000 / SLOW))

# Stopped as soon as it is armed
start() { # arguments...
	proclook watch --banner --summary "$@" >out 2>err &
	watcher=$!
	wait_until 20 grep -q Watching out
	kill -STOP "$watcher"
	wait_until 20 grep -q '^State:.T' "/proc/$watcher/status"
	read -r before <$class/signal
}

# With nothing but what the shell itself forks
burst() { # processes
	i=0
	while [ $i -lt "$1" ]; do
		(:)
		i=$((i + 1))
	done
	read -r after <$class/signal
}

shown() {
	grep -q "^$after " out
}

finish() {
	kill -CONT "$watcher"
	wait_until 60 shown
	kill -TERM "$watcher"
	wait "$watcher" || :
	sed -i '/^Watching/d' out
}

# From the first event on that it must have: what came between its being armed and being
# stopped it has too
test_nothing_lost() {
	start -F '%s %t %P %m'
	burst $burst
	finish
	awk -v first=$((before + 1)) -v last="$after" '$1 >= first && $1 <= last' out >burst
	is "$(wc -l <burst)" $((after - before)) "O1: every event of the burst is shown"
	is "$(awk '{ print $1 - NR }' burst | sort -u)" "$before" "one after the other"
	is "$(grep -c " fork $$ " burst)" $burst "O7: all $burst starts"
	is "$(grep -c " exit $$ " burst)" $burst "O7: all $burst ends"
	ok "O3: none is said to be missed" grep -q ' missed=0$' err
	is "$(awk '{ print $4 }' out | sort -u)" 0 "nor before any event"
}

# With a history that is smaller than the burst
test_exact_loss() {
	start -F '%s %m'
	burst 1000
	finish
	ok "a history that is too small: some are lost" grep -q ' missed=[1-9]' err
	is "$(awk '{ sum += 1 + $2; last = $1 } NR == 1 { first = $1 - $2 }
		END { print last - first + 1 - sum }' out)" 0 \
		"those shown and those missed are all there were"
	is "$(sed -n 's/.* missed=//p' err)" "$(awk '{ sum += $2 } END { print sum }' out)" \
		"the summary says the same number"
}

# 10,000 events and some of the shell's own, of 136 bytes
load process_history=4194304
test_nothing_lost
unload proclook
load process_history=65536
test_exact_loss
unload proclook
done_testing
