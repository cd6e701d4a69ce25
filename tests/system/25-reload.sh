#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The module is removed and comes back; what proclook info says while something is wrong
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh

dir=$(mktemp -d)
cd "$dir"
unit=dev-proclook-process.device

info_says() { # status words name
	got=0
	proclook info >out 2>err || got=$?
	is "$got $(cat err)" "$1 $2" "$3"
}

unit_is() { # state
	[ "$(systemctl is-active "$unit")" = "$1" ]
}

test_removed() {
	ok "modprobe -r" modprobe -r proclook
	udevadm settle
	ok "no node is left" [ ! -e /dev/proclook ]
	ok "systemd knows that the device is gone" wait_until 20 unit_is inactive
	is "$(udevadm info --export-db | grep -c proclook || :)" 0 "so does udev"
	info_says 4 "proclook: the module is not loaded; try: modprobe proclook" \
		"proclook info says what to do"
}

test_back() {
	proclook watch --follow --event exec -F %a -n 1 >seen 2>seen.err &
	watcher=$!
	wait_until 20 grep -q 'not there yet' seen.err
	ok "modprobe" modprobe proclook
	udevadm settle
	is "$(owner /dev/proclook/process)" "character special file root:proclook 644" \
		"the node is as it was"
	ok "systemd knows that the device is back" wait_until 20 unit_is active
	ok "who follows sees events again" wait_until 20 sh -c '/bin/true; [ -s seen ]'
	wait $watcher
}

test_used() {
	proclook watch --banner >seen &
	watcher=$!
	wait_until 20 grep -q Watching seen
	not_ok "nobody can remove it while it is watched" rmmod proclook 2>err
	ok "and rmmod says why" grep -q 'in use' err
	kill $watcher
	wait
}

# What a module of another ABI says to all requests
test_other_version() {
	version=$(version_of $packages)
	cat >other.c <<-'END'
		#include <errno.h>

		int ioctl(int fd, unsigned long request, ...)
		{
			errno = ENOTTY;
			return -1;
		}
	END
	cc -shared -fPIC -o other.so other.c
	got=0
	LD_PRELOAD=$dir/other.so proclook info process >out 2>err || got=$?
	is "$got $(cat err)" \
		"1 proclook: /dev/proclook/process: Inappropriate ioctl for device; the module's version is $version, the library's $version: update the older one" \
		"proclook info says that program and module do not fit, and their versions"
}

# On one processor code can be patched whatever QEMU does, see suites.sh
alone() { # 0 or 1
	[ ! -e /sys/devices/system/cpu/cpu1/online ] ||
		echo $((1 - $1)) >/sys/devices/system/cpu/cpu1/online
}

image_refused() {
	got=0
	proclook info image >out 2>err || got=$?
	[ "$got" -ne 0 ]
}

# Somebody has switched off what the event "image" hooks; a hook that is there stays a while
test_hooks_off() {
	kprobes=/sys/kernel/debug/kprobes/enabled
	alone 1
	echo 0 >$kprobes
	ok "without kprobes there is no image" wait_until 20 image_refused
	echo 1 >$kprobes
	is "$got $(cat err)" \
		"1 proclook: /dev/proclook/image: Operation not supported; kprobes are switched off: echo 1 >$kprobes" \
		"proclook info says which switch is off"
	ok "and with it on all is well" proclook info image
	alone 0
}

installed
test_removed
test_back
test_used
test_other_version
test_hooks_off
done_testing
