#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# systemd.t - units have only what systemd knows
#
# Debian 12 has nothing like it for udev's rules; the virtual machine uses those.
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

need systemd-analyze systemd

# The program need not be installed here, and /tests is a disk of the guest's
check() { # file
	mkdir -p "$tmp/units"
	sed 's,@BINDIR@/[a-z-]*\|/tests/guest,/bin/true,' "$1" >"$tmp/units/${1##*/}"
	systemd-analyze verify --man=no "$tmp/units/${1##*/}"
}

each check files '*.service'

printf '[Service]\nExecStart=/bin/true\nNoNewPrivilege=yes\n' >"$tmp/bad.service"
finds "Unknown key 'NoNewPrivilege'" check "$tmp/bad.service"
printf '[Service]\nExecStart=/bin/true\nRestart=sometimes\n' >"$tmp/worse.service"
finds "sometimes" check "$tmp/worse.service"

done_testing
