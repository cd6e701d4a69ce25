#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# packages.t - what lintian says of the Debian packages, and that they can be reproduced
#
#	BUILD	has them in deb/, as build-deb made them
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

need lintian lintian
packages=${BUILD:-$PWD/build}/deb

check() { # file
	lintian --allow-root --fail-on error,warning,info --display-info "$1"
}

list_packages() {
	find "$packages" -name '*.changes' | sort
}

sums() { # folder
	(cd "$1" && sha256sum ./*.deb)
}

# Another folder, another day, another user's habits
build_again() {
	umask 077
	TZ=Pacific/Kiritimati LC_ALL=C.UTF-8 debian/build-deb "$tmp/again"
}

each check list_packages
ok "the packages can be built again" build_again
is "$(sums "$tmp/again")" "$(sums "$packages")" "and are the same, byte by byte"

dpkg-deb -R "$packages"/libproclook0_*.deb "$tmp/bad"
rm "$tmp"/bad/usr/share/doc/libproclook0/copyright
dpkg-deb --root-owner-group -b "$tmp/bad" "$tmp/bad.deb" >"$tmp/log"
finds no-copyright-file check "$tmp/bad.deb"

done_testing
