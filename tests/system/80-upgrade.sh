#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A higher version is installed over this one, while somebody watches
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh

dir=$(mktemp -d)
cd "$dir"
kernel=$(uname -r)
old=$(version_of $packages)
new=$(version_of $next)

logger() {
	systemctl show --property MainPID --value proclook-log
}

running() {
	cat /sys/module/proclook/version
}

test_in_use() {
	proclook watch --event exec -F %a --banner >seen &
	watcher=$!
	wait_until 20 grep -q Watching seen
	systemctl --quiet enable --now proclook-log
	before=$(logger)
	ok "apt upgrades" apt_install $next/proclook_*.deb $next/proclook-dkms_*.deb
	ok "what is in use stays, and it says so" grep -q 'the old module is in use' /var/tmp/apt
	is "$(running)" "$old" "the old module runs"
	/bin/echo after-the-upgrade >echo.out
	ok "who watches goes on" wait_until 20 grep -q after-the-upgrade seen
	kill $watcher
	wait
	is "$(systemctl is-active proclook-log)" active "the service runs"
	ok "it is the new one" [ "$(logger)" -ne "$before" ]
	systemctl stop proclook-log
}

test_after() {
	is "$(proclook --version | head -n 1)" "proclook $new" "the program is the new one"
	is "$(dkms status -m proclook | grep "$kernel")" \
		"proclook/$new, $kernel, x86_64: installed" "DKMS has the new one only"
	is "$(modinfo -F version proclook)" "$new" "so has modprobe"
	ok "what the message says" sh -c 'rmmod proclook && modprobe proclook'
	udevadm settle
	is "$(running)" "$new" "the new module runs"
	is "$(owner /dev/proclook/process)" "character special file root:proclook 644" \
		"its nodes are as before"
	ok "proclook info finds all well" proclook info
	ok "the service runs again" wait_until 20 systemctl --quiet is-active proclook-log
	systemctl --quiet disable --now proclook-log
	ok "no unit has failed" healthy
}

installed
ok "the next version is higher" dpkg --compare-versions "$new" gt "$old"
is "$(running)" "$old" "the old module is loaded"
test_in_use
test_after
done_testing
