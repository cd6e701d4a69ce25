#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Loading and unloading: what is there, who may see it, and that nothing is left
set -eu

# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

node=/dev/proclook/process
sysfs=/sys/class/proclook/process
names="image process thread"

# Of the many ways to be still there
left() {
	for path in /dev/proclook /sys/class/proclook /sys/module/proclook \
		/sys/devices/virtual/proclook; do
		[ ! -e "$path" ] || echo "$path"
	done
	grep -l proclook /proc/devices /proc/modules || :
}

is_number() {
	case $1 in
	''|*[!0-9]*) return 1 ;;
	esac
}

# What the module has said in the log since log_mark
log_mark() {
	mark="mark-$$-$(cat /proc/uptime)"
	echo "$mark" >/dev/kmsg
}

log_since() {
	dmesg | sed "1,/$mark/d" | grep 'proclook: ' || :
}

# Only of processes is anything announced
others_lack() { # name
	[ "$1" = process ] || echo 's/^announce announce_dropped //'
}

test_present() {
	load
	is "$(stat -c '%U:%G %a %F' $node)" \
		"root:proclook 644 character special file" \
		"the node belongs to the group proclook, which may read it"
	for name in $names; do
		wait_node "$name"
		is "$(stat -c '%U:%G %a' "/dev/proclook/$name")" "$(stat -c '%U:%G %a' $node)" \
			"$name: the node is like the others"
		is "$(cd "/sys/class/proclook/$name" && echo *)" \
			"$(cd $sysfs && echo * | sed "$(others_lack "$name")")" \
			"$name: the attributes are like the others"
	done
	is "$(cd /dev/proclook && echo *)" "$names" "there is a node for each, and no more"
	is "$(cd /sys/class/proclook && echo *)" "$names" "and a named event"
	is "$(cat /sys/module/proclook/parameters/args)" Y \
		"arguments are recorded unless one says otherwise"
}

# What systemd would act on
property() { # name node
	udevadm info --query=property --property="$1" --value "$2"
}

test_udev() {
	load proclook_test
	case $(property CURRENT_TAGS $node) in
	*:systemd:*)	tagged=yes ;;
	*)		tagged=no ;;
	esac
	is $tagged yes "the rule makes a systemd device unit of the node"
	is "$(property SYSTEMD_WANTS $node)" proclook-watch.service \
		"the example rule has a watcher started"
	is "$(property SYSTEMD_WANTS /dev/proclook/test)" "" \
		"but for no other named event"
	is "$(stat -c '%U:%G %a' /dev/proclook/test)" "root:proclook 644" \
		"the node of another named event is the group's too"
	unload proclook_test
}

test_attributes() {
	is "$(cd $sysfs && echo *)" \
		"announce announce_dropped dev generation notifications overwritten power signal subsystem uevent watchers" \
		"the attributes are those that are documented, and no more"
	for name in signal generation notifications overwritten watchers announce_dropped; do
		is "$(stat -c '%U:%G %a' $sysfs/$name)" "root:root 444" \
			"$name may be read by all and written by none"
		ok "$name is a number" is_number "$(cat $sysfs/$name)"
		is "$(wc -l <$sysfs/$name)" 1 "$name is one line"
		is "$(as other cat $sysfs/$name | wc -l)" 1 \
			"$name can be read by anybody"
	done
	is "$(grep -v -E '^(MAJOR=[0-9]+|MINOR=[0-9]+|DEVNAME=proclook/process|DEVMODE=0400)$' \
		$sysfs/uevent)" "" "uevent says nothing but number and name"
	is "$(cat $sysfs/watchers)" 0 "nobody watches"
	is "$(cat $sysfs/overwritten)" 0 "nothing has been overwritten yet"
	before=$(cat $sysfs/signal)
	/bin/true
	ok "signal grows when a process comes and goes" \
		[ "$(cat $sysfs/signal)" -gt "$before" ]
}

test_unload() {
	ok "it can be unloaded" unload
	is "$(left)" "" "unloading leaves nothing"
}

test_busy() {
	load
	exec 3<$node
	is "$(cat $sysfs/watchers)" 1 "an open node is a watcher"
	not_ok "unloading is refused while the node is open" unload 2>/dev/null
	is "$(stat -c '%U:%G %a' $node)" "root:proclook 644" \
		"and the node stays what it was"
	exec 3<&-
	ok "unloading works when it is closed" unload
	is "$(left)" "" "and leaves nothing"
}

log_names() {
	log_since | grep -q -- "$1"
}

refused() { # parameter what-the-log-names
	log_mark
	not_ok "$1: loading fails" load "$1" 2>/dev/null
	is "$(log_since | wc -l)" 1 "$1: one line in the log"
	ok "$1: it names the cause" log_names "$2" || diag "$(log_since)"
	is "$(left)" "" "$1: nothing is left"
	ok "$1: the next load works" load
	ok "$1: with its node" wait_node process
	is "$(stat -c '%U:%G %a' $node)" "root:proclook 644" \
		"$1: and that is as it should be"
	unload
}

test_failing_loads() {
	# The later one fails, the more there is to take away again
	for name in process thread image; do
		refused ${name}_history=1073741825 ${name}_history
		refused ${name}_history=18446744073709551615 ${name}_history
		refused ${name}_history=nonsense ${name}_history
	done
	refused args=perhaps args
	# More than there is memory
	mem=$(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo)
	if [ "$mem" -lt 1048576 ]; then
		refused process_history=1073741824 ENOMEM
	else
		skip "process_history=1073741824" "the guest has room for it"
	fi
}

test_parameters() {
	load args=0 process_history=1 thread_history=1 image_history=1
	is "$(cat /sys/module/proclook/parameters/args)" N "args=0 is possible"
	for name in $names; do
		is "$(cat "/sys/module/proclook/parameters/${name}_history")" 1 \
			"${name}_history=1 is possible"
	done
	is "$(stat -c %a /sys/module/proclook/parameters/* | sort -u)" 444 \
		"parameters cannot be changed later"
	unload
}

test_generation() {
	generations=
	for _ in 1 2 3 4 5; do
		load
		generations="$generations $(cat $sysfs/generation)"
		unload
	done
	# shellcheck disable=SC2086 # one line each
	is "$(printf '%s\n' $generations | sort -u | wc -l)" 5 \
		"the generation is another one after each load"
}

# More events than loading itself can be
test_sequence() {
	load
	read -r before <$sysfs/signal
	now=$before
	while [ "$now" -lt $((before + 1000)) ]; do
		( : )
		read -r now <$sysfs/signal
	done
	unload
	load
	ok "sequence numbers begin again" [ "$(cat $sysfs/signal)" -lt $((before + 1000)) ]
	unload
}

test_present
test_udev
test_attributes
test_unload
test_busy
test_failing_loads
test_parameters
test_generation
test_sequence
done_testing
