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

# Starts a watcher; it has its filter and sleeps when this returns, so that from then on no
# event can escape it
watch() {
	proclook watch "$@" &
	watcher=$!
	watchers=0
	until [ "$watchers" -gt 0 ]; do
		kill -0 "$watcher" || fail "the watcher has ended"
		read -r watchers <$class/watchers
	done
	place=
	until [ "$place" != "${place#*poll}" ]; do
		kill -0 "$watcher" || fail "the watcher has ended"
		# It ends without a newline
		read -r place <"/proc/$watcher/wchan" || :
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
	run setpriv --reuid=member --regid=member --init-groups proclook show
}

demo_own() {
	title "Who is not in the group sees the own processes, and no others"
	other='setpriv --reuid=other --regid=other --clear-groups'
	run "$other proclook info process | grep -e usable -e scope"
	run "$other proclook list"
	[ "$($other proclook list -F %u | sort -u)" = 1001 ] ||
		fail "a user sees the processes of somebody else"
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
	title "Snapshots alone, and a watcher that is stopped while 300 programs run: a number"
	echo "\$ proclook watch --latest"
	watch --latest >gap
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

demo_burst() {
	title "With the history: the same for 5,000 processes, and nothing is lost"
	run modprobe -r proclook
	run modprobe proclook process_history=4194304
	udevadm settle
	echo "\$ proclook watch --summary"
	watch --summary >burst 2>burst.summary
	kill -STOP "$watcher"
	newest
	before=$seq
	i=0
	while [ $i -lt 5000 ]; do
		(:)
		i=$((i + 1))
	done
	newest
	kill -CONT "$watcher"
	printed "$seq" burst
	end_watch

	tail -n 2 burst
	cat burst.summary
	shown=$(sed 's/.*seq=//' burst | while read -r number; do
		[ "$number" -le "$before" ] || [ "$number" -gt "$seq" ] || echo "$number"
	done | wc -l)
	echo "Events $((before + 1)) to $seq were the burst's, and $shown of them are shown."
	[ $((seq - before)) -ge 10000 ] || fail "5,000 processes are 10,000 events"
	[ "$shown" -eq $((seq - before)) ] || fail "some are not shown"
	grep -q ' missed=0$' burst.summary || fail "the watcher says that it missed some"
}

demo_list() {
	title "The processes there are"
	run "proclook list --tree | grep -v '\[.*\]'"
	[ "$(proclook list --pid $$ -F %p)" -eq $$ ] || fail "this one is not listed"
}

demo_wait() {
	title "Waiting for a process, which need not be a child, and ending as it does"
	sh -c 'echo $$ >pid; sleep 2; exit 7' &
	until [ -s pid ]; do :; done
	read -r sleeper <pid
	run proclook wait --exit "$sleeper" --status
	proclook wait --quiet --exit "$sleeper" || fail "it has ended, and is waited for"
	echo "And again, when it has ended: that is no reason to wait."
}

demo_run() {
	title "A command for each event; it sees the event, and its own processes run nothing"
	# shellcheck disable=SC2016 # the other shell's
	command='echo "$PROCLOOK_NAME has ended with $PROCLOOK_STATUS"'
	echo "\$ proclook run --on exit --name sh -n 2 -- sh -c '$command'"
	proclook run --on exit --name sh -n 2 -- sh -c "$command" >ran &
	watcher=$!
	watchers=0
	until [ "$watchers" -gt 0 ]; do
		read -r watchers <$class/watchers
	done
	sh -c 'exit 3' || true
	sh -c 'exit 4' || true
	wait "$watcher" || fail "the runner failed"
	cat ran
	[ "$(sort ran | tr '\n' ' ')" = "sh has ended with 3 sh has ended with 4 " ] ||
		fail "these are not the commands of the two"
}

# iconv opens the converter that it needs by dlopen()
demo_image() {
	title "Files that become executable: libraries, and one that is loaded by dlopen()"
	echo "\$ proclook watch image --name '*.so*'"
	proclook watch image --name '*.so*' >images &
	watcher=$!
	watchers=0
	until [ "$watchers" -gt 0 ]; do
		kill -0 "$watcher" || fail "the watcher has ended"
		read -r watchers </sys/class/proclook/image/watchers
	done
	run "echo hello | iconv -f UTF-8 -t UTF-16 | wc -c"
	# The last one that must be there
	until grep -q /UTF-16.so images; do
		kill -0 "$watcher" || fail "the watcher has ended"
	done
	end_watch
	cat images
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
demo_own
demo_live
demo_gap
demo_burst
demo_list
demo_wait
demo_run
demo_image
demo_json
demo_show
