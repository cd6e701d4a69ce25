#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# systemd.t - units have only what systemd knows, and those that are installed may do little;
# users and groups can be made
#
# Debian 12 has nothing like it for udev's rules; the virtual machine uses those.
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

need systemd-analyze systemd

# The program need not be installed here, and /tests is a disk of the guest's; many are
# read at the same time
unit() { # file
	mkdir -p "$scratch.units"
	sed 's,@BINDIR@/[a-z-]*\|/tests/guest,/bin/true,' "$1" >"$scratch.units/${1##*/}"
	echo "$scratch.units/${1##*/}"
}

# Units of users' managers know other targets
check() { # file
	case $1 in
	app/notify/*)	XDG_RUNTIME_DIR=$tmp systemd-analyze verify --man=no --user \
				"$(unit "$1")" ;;
	*)		systemd-analyze verify --man=no "$(unit "$1")" ;;
	esac
}

# At most 2.0 of 10; only then it need not be read
check_security() { # file
	systemd-analyze security --offline=true --no-pager --threshold=20 "$(unit "$1")" \
		>"$scratch" 2>&1 || tail -n 1 "$scratch"
}

check_sysusers() { # file
	name=$(basename "$1" .sysusers).conf
	rm -rf "$scratch.root"
	install -D -m 644 "$1" "$scratch.root/usr/lib/sysusers.d/$name"
	mkdir "$scratch.root/etc"
	systemd-sysusers --root="$scratch.root" "$name" 2>"$scratch" && return
	cat "$scratch"
	return 1
}

# What the bus starts has such a name, too, and is no unit
units() {
	files '*.service' | grep -v '^app/desktop/data/'
}

each check units
each check_security files 'app/log/*.service'
each check_sysusers files '*.sysusers'

printf '[Service]\nExecStart=/bin/true\nNoNewPrivilege=yes\n' >"$tmp/bad.service"
finds "Unknown key 'NoNewPrivilege'" check "$tmp/bad.service"
printf '[Service]\nExecStart=/bin/true\nRestart=sometimes\n' >"$tmp/worse.service"
finds "sometimes" check "$tmp/worse.service"
printf '[Service]\nExecStart=/bin/true\nNoNewPrivileges=yes\n' >"$tmp/open.service"
finds "Overall exposure level for open.service" check_security "$tmp/open.service"
printf 'x what-is-this -\n' >"$tmp/bad.sysusers"
finds "Unknown command type" check_sysusers "$tmp/bad.sysusers"

done_testing
