#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# All packages are purged: the machine is what it was, but for a group and DKMS' key
#
# Groups stay, as Debian wants it: a file of theirs could get another owner.
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh

after=/var/tmp/after

# What users and groups there are is compared on its own
files() { # inventory
	grep -v -E ' /etc/(passwd|shadow|group|gshadow)-?$' "$1"
}

installed
ok "it is there" loaded
# The device is in use until it is stopped
ok "and logged" systemctl --quiet enable --now proclook-log
for package in proclook-desktop proclook-notify proclook-top libproclook-dev libproclook0; do
	! has $package || apt_purge $package
done
ok "apt purges" apt_purge proclook proclook-dkms
udevadm settle
not_ok "the module is not loaded" loaded
ok "no node is left" [ ! -e /dev/proclook ]
is "$(udevadm info --export-db | grep -c proclook || :)" 0 "udev has forgotten it"
is "$(dkms status)" "" "so has DKMS"
is "$(dpkg-query -l | grep -c proclook || :)" 0 "so has dpkg"
is "$(systemctl list-units --all --no-legend '*proclook*')" "" "so has systemd"
inventory >$after
files $before >$before.files
files $after | grep -vx -e /var/lib/dkms/mok.key -e /var/lib/dkms/mok.pub >$after.files
is "$(diff $before.files $after.files)" "" "every file is as it was before"
is "$(getent group proclook | cut -d : -f 1)" proclook "the group stays"
ok "no unit has failed" healthy
done_testing
