#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Install, load, use, unload, remove: with make, as a user does it.  The sources are in /src, with
# what was built of them; the kernel's build system is guest/kbuild.mk.
set -eu

# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

modules=/lib/modules/$(uname -r)
dir=$(mktemp -d)
rule=/lib/udev/rules.d/60-proclook.rules

make_src() { # target
	make -C /src KDIR="$dir/kernel" BUILD=/src/build SYSTEMD_LIBS=-lsystemd \
		PATH="$dir:$PATH" "$1" >"$dir/log" 2>&1 && return
	diag "$(cat "$dir/log")"
	return 1
}

installed() {
	find /usr/local "$modules/updates" -type f -o -type l 2>/dev/null | sort
}

# What other suites use is out of the way; no program here makes groups, and one is enough
prepare() {
	mv $rule "$dir/rule"
	mv "$modules/extra/proclook.ko" "$dir/module"
	depmod
	udevadm control --reload
	# There is no compiler; and not every kernel keeps the times of an initramfs
	find /src -type f -exec touch -d '2026-01-01 00:00' {} +
	find /src/build -type f -exec touch -d '2026-01-02 00:00' {} +
	# As a whole system has it
	[ -e /dev/stdin ] || ln -s /proc/self/fd/0 /dev/stdin
	mkdir -p "$dir/kernel/include/generated"
	cp /tests/kbuild.mk "$dir/kernel/Makefile"
	echo "#define UTS_RELEASE \"$(uname -r)\"" >"$dir/kernel/include/generated/utsrelease.h"
	cat >"$dir/groupadd" <<-'END'
		#!/bin/sh
		[ "$*" = "--force --system proclook" ] && grep -q ^proclook: /etc/group
	END
	chmod +x "$dir/groupadd"
}

restore() {
	set +e
	mv "$dir/rule" "$rule"
	mv "$dir/module" "$modules/extra/proclook.ko"
	depmod
	udevadm control --reload
}

test_install() {
	is "$(installed)" "" "nothing is installed yet"
	not_ok "and no module to be found" modprobe proclook
	ok "O6: make install" make_src install
	ok "the program is there" [ -x /usr/local/bin/proclook ]
	ok "proclook-log is there" /usr/local/bin/proclook-log --version
	ok "the unit starts it" grep -q '^ExecStart=/usr/local/bin/proclook-log ' \
		/usr/local/lib/systemd/system/proclook-log.service
	is "$(modinfo -F filename proclook)" "$modules/updates/proclook.ko" "modprobe knows the module"
	status=0
	/usr/local/bin/proclook info >"$dir/out" 2>"$dir/err" || status=$?
	is "$status $(cat "$dir/err")" \
		"4 proclook: the module is not loaded; try: modprobe proclook" \
		"O6: proclook info says what to do next"
}

test_use() {
	ok "O6: modprobe" load
	is "$(stat -c '%U:%G %a' /dev/proclook/process)" "root:proclook 644" \
		"the rule that was installed gives the node to the group"
	ok "O6: proclook info finds all well" /usr/local/bin/proclook info process
	/usr/local/bin/proclook show >"$dir/out"
	ok "and there are events" grep -q 'seq=' "$dir/out"
	ok "O6: modprobe -r" modprobe -r proclook
	ok "it is gone" [ ! -e /sys/module/proclook ]
}

test_uninstall() {
	ok "O6: make uninstall" make_src uninstall
	is "$(installed)" "" "nothing is left"
	not_ok "the module is not to be found any more" modprobe proclook
}

trap restore EXIT
prepare
test_install
test_use
test_uninstall
done_testing
