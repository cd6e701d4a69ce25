#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The demo, as it runs in the guest: the main job on real programs.  It checks what
# it claims, and ends with a status that is not 0 if a claim does not hold.
#
# Whatever the shell starts is an event too; where numbers count, it starts nothing:
# newest() and the loops use what is built into the shell.
set -eu
cd /tmp

export TZ=UTC0
class=/sys/class/proclook/process

title() {
	printf '\n\033[1m== %s\033[0m\n' "$*"
}

fail() {
	echo "demo: $*" >&2
	exit 1
}

# Shows a command, then runs it; its own failure is part of the demo
run() {
	printf '\033[1m$ %s\033[0m\n' "$*"
	sh -c "$*" || echo "[status $?]"
}

# The newest event's number in $seq
newest() {
	read -r seq <$class/signal
}

# Gives what was started the time to be seen; not sleep, which would be seen too
pause() {
	read -r now _ </proc/uptime
	end=$((${now%.*} + 2))
	while [ "${now%.*}" -lt $end ]; do
		read -r now _ </proc/uptime
	done
}

# Starts a watcher; its device is open when this returns, so that from then on no event
# can escape it
watch() {
	proclook watch "$@" &
	watcher=$!
	watchers=0
	until [ "$watchers" -gt 0 ]; do
		kill -0 "$watcher" || fail "the watcher has ended"
		read -r watchers <$class/watchers
	done
}

# Until the watcher has printed event number $1 to file $2
printed() {
	while kill -0 "$watcher"; do
		while read -r line; do
			case $line in *"seq=$1") return 0 ;; esac
		done <"$2"
	done
	fail "event $1 was never shown"
}

end_watch() {
	kill -TERM "$watcher"
	wait "$watcher" 2>/dev/null || [ $? -eq 143 ] || fail "the watcher failed"
}

demo_load() {
	title "The module is loaded; udev gives its node to the group proclook"
	run modprobe proclook
	udevadm settle
	run ls -l /dev/proclook/process
	run setpriv --reuid=other --regid=other --clear-groups proclook show
	run setpriv --reuid=member --regid=member --init-groups proclook show
}

demo_live() {
	title "Live: time, type, pid, parent, user, program, arguments or status, number"
	echo "\$ proclook watch --summary &"
	watch --summary
	for command in \
		"ls /usr/bin | grep -c udev" \
		"tar cf - /etc /bin/busybox | gzip >backup.tar.gz" \
		"false" \
		"sleep 60 & kill \$!; wait"
	do
		run "$command"
		pause
	done
	end_watch
}

demo_gap() {
	title "A watcher that is stopped while 300 programs run: the gap is a number"
	watch >gap
	true_path=/bin/true
	$true_path
	newest
	printed "$seq" gap

	kill -STOP "$watcher"
	newest
	before=$seq
	i=0
	while [ $i -lt 300 ]; do
		$true_path
		i=$((i + 1))
	done
	newest
	kill -CONT "$watcher"
	printed "$seq" gap
	end_watch

	missed=$((seq - before - 1))
	tail -n 2 gap
	echo "The newest event was number $before before and is $seq now:" \
		"$missed lie between."
	[ $missed -ge 899 ] || fail "300 programs are 900 events"
	grep -qx -e "---- missed $missed events ----" gap ||
		fail "the watcher counted something else"
}

demo_json() {
	title "For programs: JSON"
	echo "\$ proclook watch --json --event exec,exit --name sh -n 2"
	watch --json --event exec,exit --name sh -n 2
	sh -c 'exit 3' || true
	wait "$watcher" || fail "the watcher failed"
}

demo_show() {
	title "The snapshot: the newest event, without waiting"
	run proclook show
	run proclook info
}

demo_load
demo_live
demo_gap
demo_json
demo_show
