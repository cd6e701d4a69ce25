#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# mandoc.t - the manual pages
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

need mandoc mandoc

# Which other pages there are is a matter of the machine: it may know none at all
check() { # file
	mandoc -T lint -W style "$1" 2>&1 | grep -Ev \
		'STYLE: referenced manual not found|^mandoc: outdated mandoc.db lacks' || :
}

each check files '*/man/*.[1-8]'

cat >"$tmp/bad.1" <<'END'
.Dd November 20, 2026
.Dt BAD 1
.Os
.Sh NAME
.Nm bad
.Nd a page
.Sh DESCRIPTION
.Fz what is this
.It lost
END
finds "unknown macro: .Fz" check "$tmp/bad.1"
finds "skipping item outside list" check "$tmp/bad.1"

done_testing
