#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# After all other suites: the kernel's checkers have been there all the time, and what
# those say that have to be asked
set -eu

# shellcheck source=SCRIPTDIR/../../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=SCRIPTDIR/../../lib/guest.sh
. /tests/lib/guest.sh

debugfs=/sys/kernel/debug
kmemleak=$debugfs/kmemleak
modules=/lib/modules/$(uname -r)/extra

# kmemleak speaks of nothing that is younger (MSECS_MIN_AGE in mm/kmemleak.c).
age=5

is_instrumented() { # symbol
	grep -q "$1" "$modules/proclook.ko"
}

test_memory() {
	ok "KASAN is there" grep -q 'T kasan_report$' /proc/kallsyms
	ok "the module tells KASAN what it touches" is_instrumented __asan_
	ok "the module asks UBSAN" is_instrumented __ubsan_handle_
	ok "the module tells kcov where it was" \
		is_instrumented __sanitizer_cov_trace_pc
	ok "kcov can be opened" [ -e $debugfs/kcov ]
}

# What a file has behind a word
value() { # file word
	sed -n "s/^ *$2 *:\{0,1\} *\([0-9]*\).*/\1/p" "$1"
}

# After its first complaint, or when its tables are full, lockdep is off for good.
test_locks() {
	load proclook
	is "$(value /proc/lockdep_stats debug_locks)" 1 "lockdep is still on"
	ok "lockdep knows the module's locks" grep -q '&event->lock' /proc/lockdep
	unload proclook
}

test_objects() {
	stats=$debugfs/debug_objects/stats
	ok "the lives of timers, works and the like are followed" \
		[ "$(value $stats pool_used)" -gt 0 ]
	is "$(value $stats warnings)" 0 "none of them was misused"
}

test_watchdogs() {
	ok "tasks that hang are looked for" \
		[ "$(cat /proc/sys/kernel/hung_task_timeout_secs)" -gt 0 ]
	is "$(cat /proc/sys/kernel/hung_task_warnings)" 10 "none hung"
	is "$(cat /proc/sys/kernel/soft_watchdog)" 1 \
		"processors that hang are looked for"
}

test_faults() {
	for name in failslab fail_page_alloc fail_usercopy; do
		ok "$name is at hand" [ -e $debugfs/$name/probability ]
	done
	ok "and so is /proc/PID/fail-nth" [ -e /proc/self/fail-nth ]
}

# In seconds since boot
now() {
	read -r uptime _ </proc/uptime
	echo "${uptime%.*}"
}

is_past() {
	[ "$(now)" -gt "$1" ]
}

# The first scan takes note of what lies in an object, the second one reports those
# that have not changed, and the third takes back what was out of sight for a moment
# only, as a pointer in a register is.
scan() {
	wait_until 60 is_past $(($(now) + age))
	for try in first second third; do
		echo scan >"$kmemleak" || {
			diag "kmemleak's $try scan failed"
			return 1
		}
	done
}

# All that any suite lost is found here.  kmemleak names an address when it is asked, and
# the module is gone then; but loaded once more it lies where it lay before.
test_leaks() {
	ok "kmemleak has looked for lost memory" scan
	load proclook
	is "$(cat $kmemleak)" "" "no memory was lost"
	unload proclook
}

test_memory
test_locks
test_objects
test_watchdogs
test_faults
test_leaks
done_testing
