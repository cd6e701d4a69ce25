#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# verdict.t - no results but good ones give a good verdict
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/../../lib/tap.sh
. ../../lib/tap.sh
unset V TEST_NAMES_FROM

verdict=$(realpath ../verdict)
run=$(realpath ../../run)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

good_console='[    0.000000] Linux version 6.1.0
[    0.000000] Kernel command line: panic_on_warn=0 WARNING:
[    1.000000] kmemleak: Kernel memory leak detector initialized (mem pool available: 38935)
[    1.000000] kasan: KernelAddressSanitizer initialized (generic)
[    1.000000] ... MAX_LOCKDEP_SUBCLASSES:  8
[    2.000000] reboot: Power down'
good_results='failed: the machine has not ended
plan 2 10-a 20-b
begin 10-a
| 1..1
| ok 1
end 10-a 0
begin 20-b
| ok 1
| 1..1
end 20-b 0
taint 12288
done 2

qemu 0'

judge() { # console results
	rm -rf tap
	mkdir tap
	printf '%s\n' "$1" >console
	printf '%s\n' "$2" >results
	"$verdict" console results tap
	"$run" tap/*.tap >out 2>&1
}

# refuse NAME TEXT-OF-A-FAILED-TEST CONSOLE RESULTS
refuse() {
	if judge "$3" "$4"; then
		ok "refuses $1" false
		return
	fi
	is "$(grep -cE "^not ok [0-9]+ - .*$2" tap/vm.tap)" 1 "refuses $1" ||
		diag "$(cat tap/vm.tap)"
}

edit() { # sed-script
	printf '%s\n' "$good_results" | sed "$1"
}

ok "a good run is good" judge "$good_console" "$good_results" ||
	diag "$(cat out)"
is "$(tail -n 1 out)" "11 passed, 0 failed" "and its tests are counted"

refuse 'no results at all' 'ended by itself' "$good_console" ''
refuse 'the failure that stands there before the start' 'said it was done' \
	"$good_console" 'failed: the machine has not ended'
refuse 'a machine that had to be killed' 'ended by itself' "$good_console" \
	"$(edit 's/^qemu 0/qemu 124/')"
refuse 'QEMU failing' 'ended by itself' "$good_console" \
	"$(edit 's/^qemu 0/qemu 1/')"
refuse 'a run without an end' 'ended by itself' "$good_console" \
	"$(edit '/^qemu/d')"
refuse 'a guest that is not done' 'said it was done' "$good_console" \
	"$(edit '/^done/d')"
refuse 'a suite that is missing' 'said it was done' "$good_console" \
	"$(edit '/^begin 20/,/^end 20/d')"
refuse 'a suite that never ended' 'said it was done' "$good_console" \
	"$(edit '/^end 20/,/^done/d')"
refuse 'a plan without suites' 'there is a suite' "$good_console" \
	"$(edit 's/^plan .*/plan 0 /; /^begin/,/^end/d; s/^done .*/done 0/')"
refuse 'a plan that does not add up' 'well formed' "$good_console" \
	"$(edit 's/^plan 2/plan 3/')"
refuse 'a suite without a plan' '20-b reported' "$good_console" \
	"$(edit '/^begin 20/,/^end 20/{/| 1\.\.1/d}')"
refuse 'a suite with two plans' '20-b reported' "$good_console" \
	"$(edit '/^begin 20/,/^end 20/s/| 1\.\.1/&\n&/')"
refuse 'a suite that says nothing' '10-a reported' "$good_console" \
	"$(edit '/^begin 10/,/^end 10/{/^|/d}')"
refuse 'a suite with an exit status' '10-a reported' "$good_console" \
	"$(edit 's/^end 10-a 0/end 10-a 1/')"
refuse 'a suite that a signal ended' '10-a reported' "$good_console" \
	"$(edit 's/^end 10-a 0/end 10-a 139/; s/ ok 1/ not ok 1/')"
refuse 'a suite that took too long' '10-a reported' "$good_console" \
	"$(edit 's/^end 10-a 0/end 10-a timeout/')"
refuse 'a suite whose end is lost' '10-a reported' "$good_console" \
	"$(edit 's/^end 10-a 0/end 10-a lost/')"
refuse 'a suite that bails out' '10-a reported' "$good_console" \
	"$(edit '/^begin 10/,/^end 10/s/| ok 1/&\n| Bail out! enough/')"
refuse 'a suite that reports twice' 'well formed' "$good_console" \
	"$(edit '/^end 20/s/$/\nbegin 20-b\n| 1..1\n| ok 1\nend 20-b 0/')"
refuse 'a suite nobody planned' 'well formed' "$good_console" \
	"$(edit '/^end 20/s/$/\nbegin 30-c\n| 1..1\n| ok 1\nend 30-c 0/')"
refuse 'a line from nowhere' 'well formed' "$good_console" \
	"$(edit 's/^end 10-a 0/hello\n&/')"
refuse 'an end that is not its own' 'well formed' "$good_console" \
	"$(edit 's/^end 10-a 0/end 20-b 0/')"
refuse 'a good end that the guest forged' 'well formed' "$good_console" \
	"$(edit '/^done/s/$/\nqemu 0\nqemu 124/' | sed '$d')"
refuse 'more words after the end' 'well formed' "$good_console" \
	"$good_results
ok 1"
refuse 'no taint' 'not tainted' "$good_console" "$(edit '/^taint/d')"
refuse 'the taint of a warning' 'not tainted' "$good_console" \
	"$(edit 's/^taint .*/taint 12800/')"
refuse 'a path for a name' 'well formed' "$good_console" \
	"$(edit 's|10-a|../a|')"
refuse 'no log' "kernel's log" '' "$good_results"

while read -r line; do
	refuse "$line" 'complained of nothing' "$good_console
[    3.000000] $line" "$good_results"
done <<'END'
WARNING: CPU: 0 PID: 1 at mm/slab.c:1 f+0x1/0x2
WARNING: possible circular locking dependency detected
WARNING: suspicious RCU usage
WARNING: inconsistent lock state
WARNING: SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected
WARNING: possible irq lock inversion dependency detected
WARNING: bad unlock balance detected!
WARNING: held lock freed!
WARNING: rmmod/12 still has locks held!
[ BUG: Invalid wait context ]
BUG: MAX_LOCKDEP_CHAINS too low!
turning off the locking correctness validator.
INFO: lockdep is turned off.
INFO: trying to register non-static key.
BUG: kernel NULL pointer dereference, address: 0000000000000000
BUG: sleeping function called from invalid context at mm/slab.h:1
BUG: KASAN: slab-use-after-free in f+0x1/0x2
BUG: scheduling while atomic: cat/12/0x00000002
BUG: using smp_processor_id() in preemptible [00000000] code: cat/12
BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 36s!
BUG kmalloc-64 (Tainted: G           O      ): Right Redzone overwritten
BUG: KCSAN: data-race in f / g
BUG: KFENCE: use-after-free read in f+0x1/0x2
UBSAN: shift-out-of-bounds in f.c:1:2
Oops: 0002 [#1] PREEMPT SMP
general protection fault, probably for non-canonical address
ODEBUG: free active (active state 0) object type: timer_list hint: f+0x0/0x1
ODEBUG: Out of memory. ODEBUG disabled
CRED: Invalid credentials
usercopy: Kernel memory exposure attempt detected from SLUB object 'f' (offset 0, size 1)!
INFO: task cat:12 blocked for more than 30 seconds.
INFO: possible recursive locking detected
rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
rcu: INFO: rcu_preempt self-detected stall on CPU
watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [cat:1]
Call Trace:
kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)
kmemleak: Kernel memory leak detector disabled
unreferenced object 0xffff888003a1c000 (size 64):
refcount_t: underflow; use-after-free.
list_del corruption. prev->next should be ffff, but was ffff
Kernel panic - not syncing: sysrq triggered crash
END

done_testing
