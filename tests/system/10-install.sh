#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A fresh machine: apt installs, DKMS builds and signs, udev makes the nodes; at the next boot too
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh

kernel=$(uname -r)
other=$(basename /lib/modules/6.12.*)
version=$(version_of $packages)

built() { # kernel
	dkms status -m proclook -v "$version" -k "$1"
}

test_program_alone() {
	ok "apt installs the program alone" apt_install --no-install-recommends \
		$packages/proclook_*.deb
	status=0
	proclook info >/var/tmp/out 2>/var/tmp/err || status=$?
	is "$status $(cat /var/tmp/err)" \
		"4 proclook: the module is not loaded and not installed for kernel $kernel" \
		"proclook info says what is missing"
	is "$(getent group proclook | cut -d : -f 1,4)" "proclook:" "there is a group, of nobody"
}

test_module() {
	ok "apt installs the module" apt_install $packages/proclook-dkms_*.deb
	diag "$(grep -o 'Result: .*' /var/tmp/ccache | sort | uniq -c)"
	is "$(built "$kernel")" "proclook/$version, $kernel, x86_64: installed" \
		"DKMS has built it for this kernel"
	is "$(built "$other")" "proclook/$version, $other, x86_64: installed" \
		"and for the other one that is installed"
	is "$(modinfo -k "$other" -F vermagic proclook | cut -d ' ' -f 1)" "$other" \
		"which finds its own"
	is "$(modinfo -F version proclook)" "$version" "modprobe finds that version"
	is "$(modinfo -F signer proclook)" "DKMS module signing key" "signed with DKMS' own key"
	ok "whose certificate is where mokutil is told to find it" [ -s /var/lib/dkms/mok.pub ]
	ok "it is loaded at once" loaded
}

test_nodes() {
	udevadm settle
	for name in process thread image; do
		node=/dev/proclook/$name
		is "$(owner $node)" "character special file root:proclook 644" "$node: whose it is"
		ok "$node: tagged for systemd" sh -c \
			"udevadm info --query=property --property=CURRENT_TAGS --value $node |
				grep -q :systemd:"
		is "$(systemctl is-active "dev-proclook-$name.device")" active \
			"$node: units can wait for it"
	done
	ok "proclook info finds all well" proclook info
	ok "no unit has failed" healthy
}

# What systemd does at boot, without one
test_boot() {
	modprobe -r proclook
	systemctl restart systemd-modules-load
	udevadm settle
	ok "loaded at boot" loaded
	is "$(owner /dev/proclook/process)" "character special file root:proclook 644" \
		"and all is as before"
}

test_library() {
	ok "apt installs the library" apt_install $packages/libproclook*.deb
	# shellcheck disable=SC2046 # words
	ok "an example builds with it" cc -o /var/tmp/example \
		/usr/share/doc/libproclook-dev/examples/watch-epoll.c \
		$(pkg-config --cflags --libs libproclook)
	ok "with the shared one" sh -c 'ldd /var/tmp/example | grep -q libproclook.so.0'
	/var/tmp/example >/var/tmp/out 2>&1 &
	example=$!
	ok "and sees what happens" wait_until 20 sh -c '/bin/true; grep -q true /var/tmp/out'
	kill $example
}

remember
not_ok "proclook is not there" has proclook
test_program_alone
test_module
test_nodes
test_boot
test_library
done_testing
