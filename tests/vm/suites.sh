# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=dash
#
# suites.sh - for process 1 of a guest, or what stands for it: run suites, report
#
# . it with the variable cgroup set, an empty cgroup that suites run in; and have a function
# clean_up SUITE, for after each.  It is busybox' shell, not every one can read with a deadline.
#
# Results go to the second serial port, one line each; verdict knows the form.
# A line that a suite wrote begins with "| ", so that it cannot pass for ours.

results=/dev/ttyS1
timeout=300
only=
# shellcheck disable=SC2034 # for who reads this file
run=suite occupy=1
# Suites read it too
export SLOW=1

# shellcheck disable=SC2034 # likewise
arguments() {
	read -r words </proc/cmdline
	for word in $words; do
		case $word in
		guest.run=*)		run=${word#*=} ;;
		guest.only=*)		only=${word#*=} ;;
		guest.occupy=*)	occupy=${word#*=} ;;
		guest.timeout=*)	timeout=${word#*=} ;;
		guest.slow=*)		SLOW=${word#*=} ;;
		guest.size=*)		size=${word#*=} ;;
		esac
	done
}

# The kernel patches its own code when a tracepoint gets its first or second probe, or
# loses it, and a function its first kprobe.  QEMU before 8.1 may keep a stale translation of code that one processor
# patched while another was translating it, and that processor then dies of an int3
# that is no longer there.  With two probes that stay (one of a function), those that come
# later patch nothing.
occupy_tracepoints() {
	for name in first second; do
		dir=/sys/kernel/tracing/instances/$name
		mkdir "$dir"
		echo 0 >"$dir/tracing_on"
		for event in sched/sched_process_fork sched/sched_process_exec \
			sched/sched_process_exit task/task_newtask; do
			echo 1 >"$dir/events/$event/enable"
		done
	done
	echo 'p:occupied perf_event_mmap' >/sys/kernel/tracing/kprobe_events
	echo 1 >"$dir/events/kprobes/occupied/enable"
}

log() {
	echo "guest: $*" >/dev/kmsg
}

say() {
	printf '%s\n' "$*" >&3
}

# The time in $now; without a process of its own, which would be an event
seconds() {
	read -r now _ </proc/uptime
	now=${now%.*}
}

wanted() {
	[ -n "$only" ] || return 0
	for prefix in $(echo "$only" | tr ',' ' '); do
		case $1 in "$prefix"*) return 0 ;; esac
	done
	return 1
}

planned() {
	for program in /tests/[0-9][0-9]-*; do
		name=${program##*/}
		[ ! -x "$program" ] || ! wanted "$name" || echo "$name"
	done
}

# Runs the suite in a cgroup of its own, so that nothing it started outlives it.
# Its end closes the pipe, on which the caller reads.
contain() {
	(
		echo 0 >"$cgroup/cgroup.procs"
		exec setsid "/tests/$1"
	) </dev/null
	echo "$?" >/run/status
	echo 1 >"$cgroup/cgroup.kill"
}

# Reading with a deadline needs no helper process, whose end would be an event
# in the next suite.
relay() {
	late=
	seconds
	end=$((now + timeout * SLOW))
	while :; do
		seconds
		left=$((end - now))
		if [ "$left" -le 0 ]; then
			[ -z "$late" ] || return 1
			late=1
			end=$((end + 10 * SLOW))
			echo 1 >"$cgroup/cgroup.kill"
			continue
		fi
		line=
		# shellcheck disable=SC3045 # busybox has it
		if IFS= read -r -t "$left" line; then
			say "| $line"
		else
			[ -z "$line" ] || say "| $line"
			seconds
			[ "$now" -ge "$end" ] || return 0
		fi
	done
}

# Killed is not gone; no end of an old process may be an event in the next suite.
empty() {
	for _ in $(seq $((100 * SLOW))); do
		read -r _ populated <"$cgroup/cgroup.events"
		[ "$populated" != 0 ] || return 0
		sleep 0.1
	done
	return 1
}

run_suite() {
	log "begin $1"
	say "begin $1"
	rm -f /run/status /run/output
	mkdir -p "$cgroup"
	mkfifo /run/output
	contain "$1" >/run/output 2>&1 3>&- &
	relay </run/output || log "$1 cannot be killed"
	status=lost
	[ ! -s /run/status ] || read -r status </run/status
	[ -z "$late" ] || status=timeout
	wait
	empty || log "$1 left processes that do not die"
	clean_up "$1"
	say "end $1 $status"
	log "end $1 $status"
}

run_suites() {
	stty -F "$results" raw -echo
	exec 3>"$results"
	suites=$(planned)
	# shellcheck disable=SC2086 # one word per suite
	set -- $suites
	say "plan $# $*"
	for suite; do
		run_suite "$suite"
	done
	taint=$(cat /proc/sys/kernel/tainted)
	say "taint $taint"
	say "done $#"
	exec 3>&-
}
